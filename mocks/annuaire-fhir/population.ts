import { CORE, identifier, IG, meta, nos } from '../fixtures/fhir.ts'
import type { Ressource } from '../fixtures/fhir.ts'

/** A number with its Luhn key at the end. */
const withKey = (digits: string): string => {
  const sum = digits
    .split('')
    .toReversed()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0)
  return digits + String((10 - (sum % 10)) % 10)
}

/** RPPS of the practitioner number `index`, 0 to 9999. */
export const rppsOf = (index: number): string => withKey(`109998${String(index).padStart(4, '0')}`)

/** Card of the practitioner number `index`. */
export const carteOf = (index: number): string => `319980${String(index).padStart(4, '0')}`

/** FINESS EG of the hospital number `index`. */
export const finessOf = (index: number): string => withKey(`9900${String(index).padStart(4, '0')}`)

const coded = (...args: Parameters<typeof nos>) => ({ coding: [nos(...args)] })

const organization = (place: number, nature: 'EG' | 'EJ', extra: object): Ressource => ({
  resourceType: 'Organization',
  id: `001-0${nature === 'EG' ? 1 : 2}-99${place}`,
  meta: meta('Organization', place),
  active: true,
  identifier: [
    identifier(
      nature === 'EG' ? 'FINEG' : 'FINEJ',
      'https://finess.esante.gouv.fr',
      finessOf(nature === 'EG' ? place : place + 5000),
    ),
  ],
  name: `STRUCTURE FICTIVE ${place}`,
  type: [
    {
      coding: [
        {
          system: `${CORE}/CodeSystem/fr-core-cs-v2-3307`,
          code: nature === 'EG' ? 'GEOGRAPHICAL-ENTITY' : 'LEGAL-ENTITY',
        },
      ],
    },
    coded('R02', 'SA01'),
  ],
  ...extra,
})

const practitioner = (index: number): Ressource => ({
  resourceType: 'Practitioner',
  id: `003-99${index}-1`,
  meta: meta('Practitioner', index),
  active: true,
  extension: [
    {
      url: `${IG}/StructureDefinition/as-ext-smartcard`,
      extension: [
        { url: 'type', valueCodeableConcept: coded('R87', 'CPS') },
        { url: 'number', valueString: carteOf(index) },
        { url: 'period', valuePeriod: { start: '2024-02-21', end: '2029-02-21' } },
      ],
    },
  ],
  identifier: [
    identifier('IDNPS', 'urn:oid:1.2.250.1.71.4.2.1', `8${rppsOf(index)}`),
    identifier('RPPS', 'https://rpps.esante.gouv.fr', rppsOf(index)),
  ],
  name: [{ family: `FICTIF${index}`, given: ['Camille'], prefix: ['MME'] }],
  qualification: [{ code: coded('G15', '10') }],
})

const role = (owner: Ressource, place: number): Ressource => ({
  resourceType: 'PractitionerRole',
  id: `005-99${place}-1`,
  meta: meta('PractitionerRole', place),
  identifier: [identifier(null, 'https://rpps.esante.gouv.fr', String(1_019_800_000 + place))],
  active: true,
  practitioner: { reference: `Practitioner/${owner.id}` },
  organization: { reference: `Organization/001-01-99${place}` },
  code: [coded('R22', 'GENR01'), coded('R23', 'S'), coded('R21', 'FON-33')],
})

/**
 * Many invented doctors, each with a card and salaried in `structures` hospitals of their own (0 =
 * none), each hospital with its EJ: for counting calls and for measuring.
 */
export const createPopulation = (count: number, structures = 1): Ressource[] =>
  Array.from({ length: count }, (_, index) => {
    const owner = practitioner(index)
    const places = Array.from({ length: structures }, (_unused, rank) => index * structures + rank)
    return [
      owner,
      ...places.flatMap((place) => [
        role(owner, place),
        organization(place, 'EG', { partOf: { reference: `Organization/001-02-99${place}` } }),
        organization(place, 'EJ', {}),
      ]),
    ]
  }).flat()
