import { getAccessibilite } from './routes/accessibilite.ts'
import { getAccueil } from './routes/accueil.ts'
import { getScript, getStyle } from './routes/assets.ts'
import { getClient, getClientTypes } from './routes/client.ts'
import { getDecisions } from './routes/decisions.ts'
import { getDocs } from './routes/docs.ts'
import { getHealth } from './routes/health.ts'
import {
  getIntegrer,
  getIntegrerPageScript,
  getIntegrerScript,
  getIntegrerStyle,
  postIntegrer,
} from './routes/integrer.ts'
import { postLot } from './routes/lot.ts'
import { getMentions } from './routes/mentions.ts'
import { getMetrics } from './routes/metrics.ts'
import { getNumerosFictifs } from './routes/numeros-fictifs.ts'
import { getOpenapi } from './routes/openapi.ts'
import { getPageLot, postPageLot } from './routes/page-lot.tsx'
import { getRecherche, postPageRecherche } from './routes/page-recherche.ts'
import { getReglePage } from './routes/page-regle.ts'
import { getReglesPage } from './routes/page-regles.ts'
import { getPageStructure } from './routes/page-structure.ts'
import { getProbleme } from './routes/probleme.ts'
import { getRappel } from './routes/rappel.ts'
import { getReady } from './routes/ready.ts'
import { postRecherche } from './routes/recherches.ts'
import { getRegle } from './routes/regle.ts'
import { listRegles } from './routes/regles.ts'
import { getSources } from './routes/sources.ts'
import { getStructure } from './routes/structure.ts'
import { postStructure } from './routes/structures.ts'
import { getVerification } from './routes/verification.ts'
import { postVerification } from './routes/verifications.ts'
import { getVerifier, postVerifier } from './routes/verifier.ts'
import type { Route } from './routes/route.ts'

/** Every route, in the order in which the home page and the description of the API name them. */
export const ROUTES: readonly Route[] = [
  getAccueil,
  getVerification,
  postVerification,
  getStructure,
  postStructure,
  postLot,
  postRecherche,
  listRegles,
  getRegle,
  getPageLot,
  postPageLot,
  getReglesPage,
  getReglePage,
  getDecisions,
  getVerifier,
  postVerifier,
  getPageStructure,
  getRecherche,
  postPageRecherche,
  getNumerosFictifs,
  getRappel,
  getAccessibilite,
  getMentions,
  getProbleme,
  getSources,
  getHealth,
  getReady,
  getMetrics,
  getDocs,
  getOpenapi,
  getClient,
  getClientTypes,
  getIntegrer,
  postIntegrer,
  getIntegrerScript,
  getIntegrerPageScript,
  getIntegrerStyle,
  getStyle,
  getScript,
]
