import type { Context } from 'hono'
import { collectLot, type LotResultat } from '../../application/lot.ts'
import type { Probleme } from '../../application/probleme.ts'
import { parisDay } from '../../application/read-demande.ts'
import type { Synthese } from '../../domain/lot.ts'
import { parseDemandeLot } from '../../application/parse-demande.ts'
import { describeError } from '../gate/error-log.ts'
import { XLSX_TYPE } from '../formats/classeur.ts'
import { readCollage } from '../lot/read-collage.ts'
import { type FormatLot, type LotSaisi, readFormulaire } from '../lot/read-formulaire.ts'
import type { LotRecu } from '../lot/read-lot.ts'
import { streamLot } from '../lot/stream-lot.ts'
import { streamPage, toPageLine } from '../lot/stream-page.ts'
import { LOT_FORMATS, type LotFormat } from '../lot/write-lot.ts'
import { negotiate } from '../reply/negotiation.ts'
import { type ErreurChamp, toId } from '../pages/blocs.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { ResultatLot } from '../pages/lot-resultat.tsx'
import { renderLot, SAISIE_VIDE, type SaisieLot } from '../pages/lot.tsx'
import { PROBLEMES } from '../reply/problem.ts'
import type { Answer, Exchange, Handler, Reply } from '../reply/reply.ts'
import type { Route, Service } from './route.ts'

const MAX_BODY_BYTES = 1024 * 1024

const NDJSON = 'application/x-ndjson'

/** Only the browser that shows it keeps it, so that « Back » works from a detail. */
const OF_BROWSER = { 'cache-control': 'private, no-cache', vary: 'Accept' }
const NO_STORE = { 'cache-control': 'no-store', vary: 'Accept' }

/** Whether the script of the page asks, and wants to hear how far the lot is. */
const wantsProgress = (c: Context): boolean =>
  negotiate(c.req.raw.headers.get('accept'), ['text/html', NDJSON]) === NDJSON

const toPage = (c: Context, page: string, probleme?: Probleme): Reply => {
  const progress = wantsProgress(c)
  return {
    status: probleme === undefined ? 200 : PROBLEMES[probleme.code].status,
    type: progress ? NDJSON : HTML_TYPE,
    body: progress ? toPageLine(page) : page,
    headers: progress ? NO_STORE : OF_BROWSER,
    ...(probleme === undefined ? {} : { code: probleme.code }),
  }
}

const requete = (detail: string): Probleme => ({ code: 'requete_invalide', detail })

type Lu = { ok: true; lot: LotRecu } | { ok: false; probleme: Probleme; erreurs: ErreurChamp[] }

const at = (nom: string, probleme: Probleme): Lu => ({
  ok: false,
  probleme,
  erreurs: [{ champ: toId(nom), texte: probleme.detail }],
})

/** The lot that the form holds, or what is wrong with it, field by field. */
const readLot = (saisi: LotSaisi, lotMax: number): Lu => {
  const { texte, origine, refus, date, usages } = saisi
  if (origine === 'deux') {
    return at('fichier', requete('Collez les numéros ou choisissez un fichier, pas les deux.'))
  }
  if (refus !== null) return at('fichier', refus)
  const options = parseDemandeLot({
    ...(date === '' ? {} : { date }),
    ...(usages.length === 0 ? {} : { usages }),
    numeros: [],
  })
  if (!options.ok) {
    const { probleme } = options
    const nom = (probleme.errors?.[0]?.pointer ?? '').split('/')[1] ?? ''
    return at(nom, probleme)
  }
  if (texte.trim() === '') {
    return at('numeros', requete('Collez au moins un numéro, ou choisissez un fichier.'))
  }
  const read = readCollage(texte, options.options, lotMax)
  return read.ok ? read : at(origine, read.probleme)
}

const toSaisie = ({ texte, date, usages }: LotSaisi): SaisieLot => ({ texte, date, usages })

/** Characters given back with a refusal: to write a megabyte of them again holds everybody up. */
const MAX_RENDU = 65_536

const toRefusee = (saisi: LotSaisi): SaisieLot =>
  saisi.texte.length > MAX_RENDU ? { ...toSaisie(saisi), texte: '' } : toSaisie(saisi)

const TYPES: Record<FormatLot, string> = {
  xlsx: XLSX_TYPE,
  csv: 'text/csv',
  json: 'application/json',
}

/** The form of a lot. */
export const getPageLot: Route = {
  methode: 'GET',
  adresse: '/lot',
  access: 'open',
  role: 'beaucoup de professionnels à la fois',
  handler:
    ({ lotMax }) =>
    () => ({
      status: 200,
      type: HTML_TYPE,
      body: renderLot({ saisie: SAISIE_VIDE, lotMax, erreurs: [] }),
      headers: { 'cache-control': 'private, no-cache' },
    }),
}

const createHandler = ({ verifierLot, lotMax, clock, log }: Service): Handler => {
  const judge = async (
    c: Context,
    { requestId }: Exchange,
    saisi: LotSaisi,
    recu: LotRecu,
  ): Promise<Answer> => {
    const saisie = toSaisie(saisi)
    const leaving = new AbortController()
    const signal = AbortSignal.any([c.req.raw.signal, leaving.signal])
    const lot = verifierLot(recu.lignes, { signal })
    const ending = {
      abandon: () => leaving.abort(),
      onBug: (error: unknown) => {
        const time = clock.now().toISOString()
        log(JSON.stringify({ time, id: requestId, ...describeError(error) }))
      },
    }
    const { format } = saisi
    if (format !== null) {
      const { type, createWriter } = LOT_FORMATS[TYPES[format]] as LotFormat
      const nom = `lot-${parisDay(clock.now())}.${format}`
      return {
        status: 200,
        type,
        body: await streamLot(lot, createWriter(recu), ending),
        headers: { ...NO_STORE, 'content-disposition': `attachment; filename="${nom}"` },
      }
    }
    const render = (resultats: readonly LotResultat[], synthese: Synthese): string => {
      const resultat = <ResultatLot resultats={resultats} synthese={synthese} saisie={saisie} />
      return renderLot({ saisie, lotMax, erreurs: [], resultat })
    }
    if (!wantsProgress(c)) {
      const { resultats, synthese } = await collectLot(lot)
      return toPage(c, render(resultats, synthese))
    }
    const body = streamPage(lot, { total: recu.lignes.length, render, ...ending })
    return { status: 200, type: NDJSON, body, headers: NO_STORE }
  }

  return async (c, exchange) => {
    const form = await readFormulaire(c.req.raw, MAX_BODY_BYTES, lotMax)
    if (!form.ok) {
      const { probleme } = form
      if (probleme.code !== 'corps_trop_grand') return form
      const texte = 'Le lot dépasse 1 Mio. Partagez-le, ou gardez la seule colonne des numéros.'
      const erreurs = [{ champ: toId('fichier'), texte }]
      return toPage(c, renderLot({ saisie: SAISIE_VIDE, lotMax, erreurs }), probleme)
    }
    const { saisi } = form
    const read = readLot(saisi, lotMax)
    if (read.ok) return judge(c, exchange, saisi, read.lot)
    const { probleme, erreurs } = read
    return toPage(c, renderLot({ saisie: toRefusee(saisi), lotMax, erreurs }), probleme)
  }
}

/**
 * The results as a page, as a file when a button for one was used, or told as they come to the script
 * of the page. Numbers of cards go back to who sent them, and nowhere else.
 */
export const postPageLot: Route = {
  methode: 'POST',
  adresse: '/lot',
  access: 'open',
  handler: createHandler,
}
