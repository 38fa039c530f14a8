/** When to think of a certificate that ends, and what to do then. */

const DAY_MS = 86_400_000

const toMs = (jour: string): number => Date.parse(`${jour}T00:00:00Z`)
const toJour = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Days are those of the calendar, `AAAA-MM-JJ`; `days` may be negative. */
export const addDays = (jour: string, days: number): string => toJour(toMs(jour) + days * DAY_MS)

/** The same day of another year; 29 February is the 28th where there is none. */
export const addYears = (jour: string, years: number): string => {
  const annee = String(Number(jour.slice(0, 4)) + years).padStart(4, '0')
  const same = `${annee}${jour.slice(4)}`
  return toJour(toMs(same)) === same ? same : `${annee}-02-28`
}

export type Rappel = {
  /** Days before the end. */
  avant: number
  jour: string
  titre: string
  /** What to do that day. */
  texte: string
}

const PORTAIL = 'https://pfc.eservices.esante.gouv.fr/'
const RENOUVELER = `sur la plateforme IGC-Santé (${PORTAIL}), demande de produit, valider le renouvellement, télécharger, puis remplacer le certificat dans le logiciel`

/** ANS, foire aux questions du Ségur vague 2: notice at 60 days, renewal while active only. */
const ECHEANCES: readonly Omit<Rappel, 'jour'>[] = [
  {
    avant: 90,
    titre: 'Certificat IGC-Santé : il finit dans 90 jours',
    texte:
      'À préparer : l’administrateur technique est-il toujours là, sa carte est-elle active et la plus récente, le contrat avec l’ANS vaut-il encore ? Un changement d’identifiant ou de nom de la structure demande un nouveau certificat.',
  },
  {
    avant: 60,
    titre: 'Certificat IGC-Santé : il finit dans 60 jours',
    texte: `L’avis de l’ANS doit arriver chez l’administrateur technique (de noreply@pfc.eservices.esante.gouv.fr) : regardez aussi dans les indésirables. Pour renouveler : ${RENOUVELER}.`,
  },
  {
    avant: 30,
    titre: 'Certificat IGC-Santé : il finit dans 30 jours',
    texte: `S’il n’est pas renouvelé, faites-le maintenant : ${RENOUVELER}. Le renouvellement n’est possible que tant que le certificat est actif.`,
  },
  {
    avant: 7,
    titre: 'Certificat IGC-Santé : il finit dans 7 jours',
    texte:
      'Dernière semaine pour le renouveler : après sa fin, il faut passer une nouvelle commande. Vérifiez que le nouveau certificat est installé et que les services répondent.',
  },
  {
    avant: 0,
    titre: 'Certificat IGC-Santé : il finit aujourd’hui',
    texte:
      'Le logiciel doit employer le nouveau certificat. S’il n’y en a pas, renouvelez aujourd’hui ; demain, il faudra passer une nouvelle commande.',
  },
]

/** The deadlines of a certificate that ends on `fin`, those before `today` left out. */
export const listRappels = (fin: string, today: string): Rappel[] =>
  ECHEANCES.map((echeance) => ({ ...echeance, jour: addDays(fin, -echeance.avant) })).filter(
    ({ jour }) => jour >= today,
  )
