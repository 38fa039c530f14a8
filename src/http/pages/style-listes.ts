/** Lists of rules, of numbers to try, of the orders and lines of a lot. */
export const STYLE_LISTES = `.jour { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end }
.jour .bouton { margin-bottom: 1.25rem; min-height: 2.75rem }
.deux-jours { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 2rem }
.liste-regles { columns: 24rem; column-gap: 2rem; padding: 0; list-style: none }
.liste-regles li { break-inside: avoid; padding-bottom: .6rem; margin: 0 }
.resultats { list-style: none; padding: 0; display: grid; gap: .6rem }
.resultats ~ form { margin: 0 0 1rem }
#resultats:focus { outline: none }
.resultats li { margin: 0; display: grid }
.essais { list-style: none; padding: 0 }
.essais > li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; align-items: baseline; padding: .35rem 0; margin: 0; border-bottom: 1px solid var(--filet) }
.essais p { margin: 0 }
.essais a { display: inline-block; padding: .15rem 0 }
.avancement { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center }
.avancement p { margin: 0 }
progress { flex: 1 1 12rem; height: 1rem; accent-color: var(--accent) }
.lot-commandes { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: .75rem }
.lot-commande { background: var(--surface); border: 1px solid var(--filet); border-radius: var(--rayon); padding: .8rem 1rem; margin: 0 }
.lot-commande p { margin: 0 0 .35rem }
.lot-identifiant { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem .5rem }
td .numero, td .etiquette { white-space: nowrap }
td .numero wbr { display: none }
.lot-praticiens { margin: 0; font-size: .92rem }
td form, td p { margin: 0 }
.sommaire { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
.sommaire li { margin: 0 }
td .codes { padding-left: 1rem; margin: 0 }
td > :last-child { margin-bottom: 0 }
@media print {
  .lot-lignes :is(thead th:last-child, tbody th ~ td:last-child) { display: none }
}
@media screen and (max-width: 44rem) {
  .lot-lignes { width: auto; left: 0; transform: none }
  .lot-lignes .tableau { overflow: visible }
  .lot-lignes :is(table, tbody, caption) { display: block }
  .lot-lignes thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .lot-lignes tbody tr { display: flex; flex-wrap: wrap; gap: .15rem .75rem; padding: .75rem 1rem; border-bottom: 1px solid var(--filet) }
  .lot-lignes tbody :is(td, th) { border: 0; padding: 0; flex: 1 1 100%; min-width: 0 }
  .lot-lignes table { overflow-wrap: anywhere }
  .lot-lignes tbody :is(td:nth-child(1), td:nth-child(2)) { flex: 0 1 auto; color: var(--secondaire); font-size: .92rem }
  .lot-lignes tbody td:nth-child(1)::before { content: "Ligne " }
}
@media (max-width: 36rem) {
  .essais > li { grid-template-columns: minmax(0, 1fr) }
}
`
