import { nomenclature } from './nomenclature.ts'

/**
 * R400, statut juridique, as FINESS classes legal forms: four levels. Its last one has the codes and
 * the labels of R72, which it replaces; sources give either. 000 and 100 to 110 come from the RPPS.
 *
 * @see https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r400-finess-statut-juridique
 *   version 20260629120000
 */
export const finessStatutJuridique = nomenclature(
  'TRE_R400-FinessStatutJuridique',
  '20260629120000',
  'https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r400-finess-statut-juridique',
  [
    ['1000', 'Organismes et Etablissements Publics', null],
    ['2000', 'Organismes Privés', null],
    ['3000', 'Personne Morale de Droit Etranger', null],
    ['1100', 'Etat et Collectivités Territoriales', null],
    ['1200', 'Etablissement Public', null],
    ['2100', 'Organisme Privé à But non Lucratif', null],
    ['2200', 'Organisme Privé à Caractère Commercial', null],
    ['3100', 'Personne Morale de Droit Etranger', null],
    ['1110', 'Etat', null],
    ['1120', 'Collectivité Territoriale', null],
    ['1210', 'Etablissement Public à Caractère Administratif', null],
    ['1220', 'Etablissement Public à Caractère Industriel et Commercial', null],
    ['2110', 'Organisme Gérant un Régime de Protection Sociale à Adhésion', null],
    ['2120', 'Organisme Mutualiste', null],
    ['2130', "Comité d'Entreprise et Comité d'Etablissement", null],
    ['2140', 'Organisme Professionnel', null],
    ['2150', 'Syndicat de Propriétaires', null],
    ['2160', 'Association', null],
    ['2170', 'Fondation', null],
    ['2180', 'Congrégation', null],
    ['2190', 'Autre Organisme Privé à But non Lucratif', null],
    ['2210', 'Personne Physique', null],
    ['2220', 'Société en Nom Collectif (S.N.C.)', null],
    ['2230', 'Société A Responsabilité Limitée (S.A.R.L.)', null],
    ['2240', 'Société Anonyme (S.A.)', null],
    ['2250', 'Société Civile', null],
    ['2260', 'Autre Société', null],
    ['2270', 'Groupement Privé à Caractère Commercial', null],
    ['2280', 'Autre Organisme Privé à Caractère Commercial', null],
    ['3110', 'Personne Morale de Droit Etranger', null],
    ['000', 'En cours de vérification', null],
    ['01', 'Etat', null],
    ['02', 'Département', null],
    ['03', 'Commune', null],
    ['04', 'Région', null],
    ['05', "Territoire d'Outre Mer", null],
    ['06', 'Autre Collectivité Territoriale', null],
    ['07', 'Métropole ou pôle métropolitain', null],
    ['08', "Centre Intercommunal d'Action Sociale", null],
    ['10', "Etablissement Public National d'Hospitalisation", null],
    ['11', "Etablissement Public Départemental d'Hospitalisation", null],
    ['12', "Etablissement Public Interdépartemental d'Hospitalisation", null],
    ['13', "Etablissement Public Communal d'Hospitalisation", null],
    ['14', "Etablissement Public Intercommunal d'Hospitalisation", null],
    ['15', "Etablissement Public Régional d'Hospitalisation", null],
    ['16', 'Syndicat Inter Hospitalier', null],
    ['17', "Centre Communal d'Action Sociale", null],
    ['18', 'Etablissement Social et Médico-Social National', null],
    ['19', 'Etablissement Social et Médico-Social Départemental', null],
    ['20', 'Etablissement Social et Médico-Social Interdépartemental', null],
    ['21', 'Etablissement Social et Médico-Social Communal', null],
    ['22', 'Etablissement Social et Médico-Social Intercommunal', null],
    ['23', 'Etablissement Social et Médico-Social Régional', null],
    ['24', "Office Public d'H.L.M.", null],
    ['25', 'Caisse des Ecoles', null],
    ['26', 'Autre Etablissement Public à Caractère Administratif', null],
    ['27', 'Etablissement Public à Caractère Industriel ou Commercial', null],
    ['28', "Groupement d'Intérêt Public (G.I.P.)", null],
    ['29', 'Groupement de Coopération Sanitaire public', null],
    ['30', 'Groupement de Coopération Sociale ou Médico-Sociale public', null],
    ['40', 'Régime Général de Sécurité Sociale', null],
    ['41', 'Régime Spécial de Sécurité Sociale', null],
    ['42', 'Institution de Prévoyance', null],
    ['43', 'Mutualité Sociale Agricole (M.S.A.)', null],
    ['44', 'Régime Maladie des non Salariés non Agricole', null],
    ['45', 'Régime Vieillesse Particulier', null],
    ['46', 'Autre Régime de Prévoyance Sociale', null],
    ['47', 'Société Mutualiste', null],
    ['48', 'Assurance Mutuelle Agricole', null],
    ['49', 'Autre Organisme Mutualiste', null],
    ['50', "Comité d'Entreprise ou Comité d'Etablissement", null],
    ['51', 'Syndicat', null],
    ['52', 'Syndicat de Propriétaires', null],
    ['60', "Association Loi 1901 non Reconnue d'Utilité Publique", null],
    ['61', "Association Loi 1901 Reconnue d'Utilité Publique", null],
    ['62', 'Association de Droit Local', null],
    ['63', 'Fondation', null],
    ['64', 'Congrégation', null],
    ['65', 'Autre Organisme Privé à But non Lucratif', null],
    ['66', 'Groupement de Coopération Sociale ou Médico-Sociale privé', null],
    ['70', 'Personne Physique', null],
    ['71', 'Société en Nom Collectif (S.N.C.)', null],
    ['72', 'Société A Responsabilité Limitée (S.A.R.L.)', null],
    ['73', 'Société Anonyme (S.A.)', null],
    ['74', 'Société Civile', null],
    ['75', 'Autre Société', null],
    ['76', "Groupement d'Intérêt Economique (G.I.E.)", null],
    ['77', 'Autre Organisme Privé à Caractère Commercial', null],
    ['78', 'Entreprise Unipersonnelle Responsabilité Limitée (E.U.R.L.)', null],
    ['79', 'Société Civile de Moyens (S.C.M.)', null],
    ['80', 'Société Interprofessionnelle Soins Ambulatoires (S.I.S.A.)', null],
    ['85', 'Soc. Exercice Libéral Responsabilité Limitée (S.E.L.A.R.L.)', null],
    ['86', "Société d'Exercice Libéral à Forme Anonyme (S.E.L.A.F.A.)", null],
    ['87', 'Société Exercice Libéral Commandite par Actions (S.E.L.C.A.)', null],
    ['88', 'Société Civile Professionnelle (S.C.P.)', null],
    ['89', 'Groupement de Coopération Sanitaire Privé', null],
    ['90', 'Organisme de Droit Etranger', null],
    ['91', 'Société Exercice Libéral par Actions Simplifiée (S.E.L.A.S.)', null],
    ['93', 'Société en commandite', null],
    ['95', 'Société par Actions Simplifiée (S.A.S.)', null],
    ['100', "Société d'exercice libéral à responsabilité limitée unipersonnelle (SELURL)", null],
    ['101', "Société d'exercice libéral par actions simplifiée (SELAS)", null],
    ['102', "Société d'exercice libéral par actions simplifiée unipersonnelle (SELASU)", null],
    ['103', 'Société en commandite simple (SCS)', null],
    ['104', 'Société en commandite par actions (SCA)', null],
    ['105', 'Société par actions simplifiée (SAS)', null],
    ['106', 'Société anonyme à directoire (SADI)', null],
    ['107', "Société Anonyme à conseil d'administration (SACA)", null],
    ['110', 'Société en participation (SEP)', null],
  ],
  ['R72'],
)

/** The code above each code; a code of the first level, and 000, have none. */
const PARENTS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['1000', '1100 1200'],
      ['2000', '2100 2200'],
      ['3000', '3100'],
      ['1100', '1110 1120'],
      ['1200', '1210 1220'],
      ['2100', '2110 2120 2130 2140 2150 2160 2170 2180 2190'],
      ['2200', '2210 2220 2230 2240 2250 2260 2270 2280'],
      ['3100', '3110'],
      ['1110', '01'],
      ['1120', '02 03 04 05 06'],
      ['1210', '07 08 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 28 29 30'],
      ['1220', '27'],
      ['2110', '40 41 42 43 44 45 46'],
      ['2120', '47 48 49'],
      ['2130', '50'],
      ['2140', '51'],
      ['2150', '52'],
      ['2160', '60 61 62'],
      ['2170', '63'],
      ['2180', '64'],
      ['2190', '65 66 89'],
      ['2210', '70'],
      ['2220', '71'],
      ['2230', '72 78 85 100'],
      ['2240', '73 86 106 107'],
      ['2250', '74 79 80 88'],
      ['2260', '75 87 91 93 95 101 102 103 104 105 110'],
      ['2270', '76'],
      ['2280', '77'],
      ['3110', '90'],
    ] as const
  ).flatMap(([parent, codes]) => codes.split(' ').map((code) => [code, parent] as const)),
)

const codes = finessStatutJuridique.concepts.map(({ code }) => code)

/** The code of the first level above a code: 1000 public, 2000 private, 3000 foreign; else itself. */
export const rootOf = (code: string): string => {
  const parent = PARENTS.get(code)
  return parent === undefined ? code : rootOf(parent)
}

const isUnder = (code: string, above: string): boolean =>
  code === above || (PARENTS.has(code) && isUnder(PARENTS.get(code) as string, above))

/** The legal forms, codes of the last level, that a code stands for: itself when it is one. */
export const formsUnder = (code: string): string[] => {
  const parents = new Set(PARENTS.values())
  return codes.filter((one) => !parents.has(one) && isUnder(one, code))
}
