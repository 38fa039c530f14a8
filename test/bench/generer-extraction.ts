import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { luhnKey } from '../../src/domain/identifiants/identifiants.ts'

/** Sizes of the national files; a smaller part of all of them is as good a world. */
const PEOPLE = 1_850_000
const CARDS = 1_000_000
const EJ = 98_000
const EG_PER_EJ = [1, 2, 1, 3, 1, 2, 2, 1, 3, 2]

const HORODATAGE = '202611230831'

const pad = (value: number, length: number): string => String(value).padStart(length, '0')
const withKey = (digits: string): string => digits + luhnKey(digits)

/** Real numbers begin with 100 or 101: nobody has these. */
export const rppsOf = (person: number): string => withKey(`109${pad(person, 7)}`)
export const carteOf = (person: number): string => `99${pad(person, 8)}`
/** In the ranges that `test/numeros-inventes.test.ts` knows. */
const finessEj = (n: number): string => withKey(`99${pad(n, 6)}`)
const finessEg = (n: number): string => withKey(`99${pad(500_000 + n, 6)}`)
const siren = (n: number): string => withKey(`999${pad(n, 5)}`)

/** Small, fast and the same everywhere: mulberry32. */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

export const NOMS = [
  'GRANITE',
  'ARDOISE',
  'CALCAIRE',
  'BASALTE',
  'MARBRE',
  'SCHISTE',
  'QUARTZ',
  'ARGILE',
]
const PRENOMS = [
  'BASILE',
  'CLEMENCE',
  'ODILON',
  'ZELIE',
  'FULBERT',
  'SIDONIE',
  'ANSELME',
  'APOLLINE',
]
const PROFESSIONS = [
  '10|Médecin',
  '60|Infirmier',
  '70|Masseur-Kinésithérapeute',
  '21|Pharmacien',
  '40|Chirurgien-Dentiste',
  '50|Sage-Femme',
]
const SAVOIR_FAIRE = [
  'S|Spécialité ordinale|SM54|Médecine Générale',
  'S|Spécialité ordinale|SM44|Radio-diagnostic',
  'S|Spécialité ordinale|SM04|Cardiologie',
  'CAPA|Capacité|CAPA02|Addictologie',
]
const RIEN = '|||'

/** Writes many short texts with backpressure. */
const writer = (chemin: string) => {
  const stream: WriteStream = createWriteStream(chemin, { highWaterMark: 4 * 1024 * 1024 })
  let buffered: string[] = []
  let length = 0
  const flush = async (): Promise<void> => {
    const free = stream.write(buffered.join(''))
    buffered = []
    length = 0
    if (!free) await new Promise<void>((resolve) => stream.once('drain', resolve))
  }
  return {
    /** Await it only when it is a promise. */
    write: (text: string): Promise<void> | undefined => {
      buffered.push(text)
      length += text.length
      return length > 1024 * 1024 ? flush() : undefined
    },
    end: async (): Promise<void> => {
      await flush()
      stream.end()
      await finished(stream)
    },
  }
}

const ENTETE_PERSONNE = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|"
const ENTETE_ACTIVITES = `${ENTETE_PERSONNE}Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|\n`
const ENTETE_SAVOIR_FAIRE = `${ENTETE_PERSONNE}Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|\n`
const ENTETE_CARTES = `${ENTETE_PERSONNE}Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type de carte|Libellé type de carte|Numéro carte|Identifiant national contenu dans la carte|Date début validité|Date fin validité|Date opposition|Date de mise à jour|\n`

/** Letters that stand for a number: names hold no digits. */
const LETTRES = 'ABEILMNORT'
const letters = (n: number): string =>
  String(n).replace(/\d/g, (digit) => LETTRES[Number(digit)] ?? '')

/** One in twenty has a double name, one in fifty a particle, one in six a double first name. */
export const nomOf = (person: number): { nom: string; prenom: string } => {
  const nom = `${NOMS[person % 8]}${letters(person % 977)}`
  const autre = `${NOMS[(person + 3) % 8]}${letters(person % 89)}`
  const prenom = PRENOMS[Math.floor(person / 8) % 8] ?? ''
  return {
    nom: person % 20 === 0 ? `${nom}-${autre}` : person % 50 === 7 ? `LE ${nom}` : nom,
    prenom: person % 6 === 1 ? `${prenom}-${PRENOMS[(person + 1) % 8]}` : prenom,
  }
}
const cellsOf = (person: number): string => {
  const { nom, prenom } = nomOf(person)
  return `${nom}|${prenom}`
}

/** As many communes as there are. */
const communeOf = (codePostal: number): string => `Ville-sur-${letters(codePostal % 30_000)}`
const professionOf = (person: number): string => `${PROFESSIONS[person % 6]}|C|Civil`
const personneOf = (person: number): string => {
  const rpps = rppsOf(person)
  return `8|${rpps}|8${rpps}`
}

const cabinet = (person: number): string => {
  const rang = `${rppsOf(person)}00${luhnKey(rppsOf(person))}`
  return `||||R10${pad(person, 12)}|CABINET ${NOMS[person % 8]} ${person}|CABINET INDIVIDUEL|||${1 + (person % 200)}||R|Rue|DU CHEMIN INVENTE ${person % 5000}||${pad(1000 + (person % 94_000), 5)} VILLE-SUR-RIEN|${pad(1000 + (person % 94_000), 5)}|${pad(1000 + (person % 94_000), 5)}|${communeOf(1000 + (person % 94_000))}|||04${pad(person, 8)}||||||4${rang}|CNOM/CNOM/CNOM|SA07|Cabinet individuel|||FON-01|Titulaire de cabinet|GENR01|Activité standard de soin ou de pharmacien|`
}

const etablissement = (eg: number): string => {
  const [site, ej] = [finessEg(eg), finessEj(Math.floor(eg / 1.8) % EJ)]
  return `${withKey(`${siren(eg % 10_000)}${pad(eg % 9999, 4)}`)}||${site}|${ej}|F${site}|ETABLISSEMENT FICTIF ${eg}||||${1 + (eg % 80)}||AV|Avenue|DES ETABLISSEMENTS|CS ${eg % 9999}|${pad(1000 + (eg % 94_000), 5)} GRANDE-VILLE CEDEX|${pad(1000 + (eg % 94_000), 5)}|${pad(1000 + (eg % 94_000), 5)}|Grande-Ville|||03${pad(eg, 8)}||||||1${site}|CNOM/CNOM/ARS|SA01|Etablissement Public de santé|||FON-33|Salarié en poste fixe|GENR01|Activité standard de soin ou de pharmacien|`
}

const writePeople = async (dossier: string, people: number, egs: number): Promise<number> => {
  const random = chance(1)
  const activites = writer(join(dossier, `PS_LibreAcces_Personne_activite_${HORODATAGE}.txt`))
  const savoirFaire = writer(join(dossier, `PS_LibreAcces_SavoirFaire_${HORODATAGE}.txt`))
  await activites.write(ENTETE_ACTIVITES)
  await savoirFaire.write(ENTETE_SAVOIR_FAIRE)
  // Some rows of a person come much later: the real order is not known to be by person.
  const later: string[] = []
  let rows = 0
  for (let i = 0; i < people; i++) {
    // Coprime with any number of people that is no multiple of it: each comes once, in no order.
    const person = (i * 1_000_003) % people
    const start = `${personneOf(person)}|DR|Docteur|${person % 2 ? 'M|Monsieur' : 'MME|Madame'}|${cellsOf(person)}|${professionOf(person)}|`
    const known = person % 5 === 0 ? [SAVOIR_FAIRE[person % 4] ?? RIEN] : [RIEN]
    if (person % 50 === 0) known.push(SAVOIR_FAIRE[(person + 1) % 4] ?? RIEN)
    for (const one of known) {
      if (one === RIEN) continue
      const row = `${personneOf(person)}|${cellsOf(person)}|${professionOf(person)}|${one}|\n`
      const full = savoirFaire.write(row)
      if (full) await full
    }
    const situations: string[] = []
    if (random() < 0.42) situations.push(`L|Lib,indép,artis,com|${cabinet(person)}`)
    else situations.push(`S|Salarié|${etablissement(Math.floor(random() * egs))}`)
    if (random() < 0.2) situations.push(`S|Salarié|${etablissement(Math.floor(random() * egs))}`)
    for (const [n, one] of situations.entries()) {
      for (const skill of known) {
        const row = `${start}${skill}|${one}\n`
        rows++
        if (n === 1 && later.length < 50_000) later.push(row)
        else {
          const full = activites.write(row)
          if (full) await full
        }
      }
    }
    if (later.length === 50_000) {
      for (const row of later.splice(0)) {
        const full = activites.write(row)
        if (full) await full
      }
    }
  }
  for (const row of later) await activites.write(row)
  await activites.end()
  await savoirFaire.end()
  return rows
}

const writeCartes = async (dossier: string, people: number, cards: number): Promise<void> => {
  const cartes = writer(join(dossier, `Porteurs_CPS_CPF_${HORODATAGE}.txt`))
  await cartes.write(ENTETE_CARTES)
  for (let i = 0; i < cards; i++) {
    const person = (i * 1_000_003) % people
    const year = 2023 + (i % 4)
    const opposition = i % 40 === 0 ? '15/06/2026' : ''
    const full = cartes.write(
      `${personneOf(person)}|${cellsOf(person)}|${professionOf(person)}|CPS|Carte de Professionnel de Santé|${carteOf(person)}|8${rppsOf(person)}|01/02/${year}|01/02/${year + 3}|${opposition}|02/02/${year}|\n`,
    )
    if (full) await full
  }
  await cartes.end()
}

const adresse = {
  usageAdresse: '03',
  numeroVoie: '1',
  typeVoie: 'R',
  libelleVoie: 'DES EXEMPLES',
  complementVoie: null,
  complementPointGeographique: null,
  lieuDit: null,
  codePostal: '01000',
  cogCommune: '01053',
  ligneAcheminement: 'VILLE-SUR-RIEN',
  ligneUne: null,
  ligneDeux: null,
  ligneTrois: null,
  ligneQuatre: '1 RUE DES EXEMPLES',
  ligneCinq: null,
  ligneSix: '01000 VILLE-SUR-RIEN',
  coordonneesGeographique: {
    systeme: 'LAMBERT93',
    coordonneeX: 871234.5,
    coordonneeY: 6571234.5,
    source: '1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2',
  },
}
const reste = {
  contact: ['01', '02', '03'].map((type) => ({
    typeContact: type,
    valeurContact: '0400000000',
    commentaireContact: null,
    dateDebut: '2001-01-01',
    dateFin: null,
  })),
  evenement: ['01', '02', '03', '04'].map((type) => ({
    typeEvenement: type,
    dateEvenement: '2012-03-04',
    motifEvenement: null,
    origineEvenement: 'ARS',
    commentaireEvenement: null,
    referenceArrete: 'ARRETE 2012-000',
  })),
  engagement: [],
}

const writeFiness = async (dossier: string, ejs: number): Promise<number> => {
  const finessJson = writer(join(dossier, 'finess-structures-journalier.json'))
  await finessJson.write(
    '{"schemaVersion":"v1.0.0","generatedAt":"2026-11-23T02:06:22Z","gco":[],"gcc":[],"pmej":[\n',
  )
  let eg = 0
  for (let n = 0; n < ejs; n++) {
    const closed = n % 10 > 5
    const etat = {
      etatObjet: closed ? 'I' : 'A',
      dateDerniereMaj: '2026-11-02T00:00:00Z',
      adresse: [adresse],
      ...reste,
    }
    const fermeture = closed ? '2019-12-31' : null
    const ege = Array.from({ length: EG_PER_EJ[n % 10] ?? 1 }, () => {
      const id = eg++
      return {
        informationsGeneralesEGE: {
          egeId: String(id),
          numFinessEge: finessEg(id),
          nomEgeCourt: `ETABLISSEMENT ${id}`,
          nomEgeLong: `ETABLISSEMENT FICTIF ${id}`,
          complementDenominationEg: null,
          siret: null,
          espic: [],
          numeroEducationNationale: null,
          dateOuverture: '2001-01-01',
          datePremiereAutorisation: '1900-01-01',
          dateFermeture: fermeture,
        },
        categorieentiteGeographiqueExercice: '355',
        modefixationtarifaire: '99',
        typeBudget: ['01'],
        roleEge: [],
        ...etat,
      }
    })
    const row = JSON.stringify({
      informationsGeneralesPMEJ: {
        pmSmsseId: String(n),
        numFinessPm: finessEj(n),
        denominationPm: `ENTITE ${n}`,
        denominationLonguePmSmsse: `ENTITE JURIDIQUE FICTIVE ${n}`,
        siren: siren(n),
        codeApe: '8610Z',
        statutJuridique: '13',
        typePersonneMorale: '1',
        fonctionPublique: null,
        typeGroupeGco: null,
        dateCreation: '2001-01-01',
        dateFermeture: fermeture,
      },
      ...etat,
      ege,
    })
    const full = finessJson.write(n === 0 ? row : `,\n${row}`)
    if (full) await full
  }
  await finessJson.write(']}\n')
  await finessJson.end()
  return eg
}

/**
 * Writes the four files as the country's own are, everybody invented; the same bytes every time.
 * `part` of 1 is the national size: 2.3 million rows, some 1.8 GB.
 */
export const generateExtraction = async (dossier: string, part = 1) => {
  await mkdir(dossier, { recursive: true })
  const people = Math.round(PEOPLE * part)
  const egs = await writeFiness(dossier, Math.round(EJ * part))
  const rows = await writePeople(dossier, people, egs)
  await writeCartes(dossier, people, Math.min(people, Math.round(CARDS * part)))
  return { people, rows, egs }
}
