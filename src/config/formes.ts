import ip from 'ipaddr.js'
import * as z from 'zod'

/** Digits alone. */
export const entier = (min: number, max: number, parDefaut: number) => {
  const error = `un nombre entier de ${min} à ${max} est attendu`
  return z
    .string()
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }))
    .default(parDefaut)
}

/** Separated by commas. */
export const liste = <T extends z.ZodType<string, string>>(element: T) =>
  z
    .string()
    .transform((value) => value.split(',').map((item) => item.trim()))
    .pipe(z.array(element))

/** Http or https, without credentials, query or fragment. */
export const isUrl = (value: string): boolean => {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

/** Plain http only within the machine: elsewhere the key would travel in clear. */
export const isSafe = (value: string): boolean => {
  if (!isUrl(value)) return true
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** What a link of a page may lead to: a page over https, or a letter to write. */
export const isLien = (value: string): boolean =>
  URL.canParse(value) && /^(https|mailto):$/.test(new URL(value).protocol)

/** One address of a mailbox, with nothing that a link to it could carry. */
export const EMAIL = /^[^\s@<>"',;:?&]+@[^\s@<>"',;:?&]+\.[a-z]{2,}$/i

/** `oui` or `non`, as a boolean. */
export const ouiOuNon = (parDefaut: 'oui' | 'non') =>
  z
    .enum(['oui', 'non'], { error: 'oui ou non est attendu' })
    .transform((value) => value === 'oui')
    .default(parDefaut === 'oui')

/** The address of a machine, or a name for one. */
export const isHote = (value: string): boolean =>
  ip.isValid(value) || /^[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/i.test(value)

/** One address, or a network. */
export const isReseau = (value: string): boolean => ip.isValid(value) || ip.isValidCIDR(value)

/** No host that an URL takes beyond: in a header, `*` is anybody and `;` begins something else. */
const ORIGINE = /^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/

/** An origin as browsers write it. */
export const isOrigin = (value: string): boolean =>
  ORIGINE.test(value) && isUrl(value) && new URL(value).origin === value
