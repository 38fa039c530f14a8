import type { TestProject } from 'vitest/node'
import { startChromium } from './chromium.ts'
import { startService } from './service-reel.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser that all files share listens. */
    navigateur: string
    /** The service that all files share. */
    adresse: string
  }
}

/** One browser and one service for all the files of the project. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const navigateur = await startChromium()
  const service = await startService().catch(async (error: unknown) => {
    await navigateur.close()
    throw error
  })
  project.provide('navigateur', navigateur.wsEndpoint())
  project.provide('adresse', service.adresse)
  return async () => {
    await Promise.all([navigateur.close(), service.stop()])
  }
}
