import { SCRIPT_LOT } from './script-lot.ts'

/**
 * The only script, for what a page cannot do by itself: copy, print everything, say that a request
 * is under way. Every page is whole without it; what needs it is `hidden` until it runs.
 */
export const SCRIPT = `(() => {
  const statut = document.createElement('p')
  statut.className = 'statut'
  statut.setAttribute('role', 'status')
  document.body.append(statut)
  let effacer
  const dire = (texte, duree = 4000) => {
    // Spaces as in the pages.
    statut.textContent = texte.replace(/ (?=[:;?!»])/g, '\\u00a0')
    clearTimeout(effacer)
    if (duree) effacer = setTimeout(() => { statut.textContent = '' }, duree)
  }

  const copier = async (bouton) => {
    const cible = document.getElementById(bouton.dataset.copier)
    try {
      await navigator.clipboard.writeText(cible.dataset.valeur ?? cible.textContent)
      dire('Copié.')
    } catch {
      getSelection().selectAllChildren(cible)
      dire('La copie a été refusée : le texte est sélectionné, copiez-le au clavier.', 8000)
    }
  }

  // What the address names is printed alone: a link to it is followed first, a button forgets it.
  const imprimer = (bouton) => {
    if (location.hash && !bouton.hash) location.hash = ''
    setTimeout(print)
  }
${SCRIPT_LOT}
  const animer = () => {
    for (const bouton of document.querySelectorAll('[data-copier], [data-imprimer]')) {
      bouton.hidden = false
      bouton.addEventListener('click', () => 'copier' in bouton.dataset ? copier(bouton) : imprimer(bouton))
    }
    for (const adresse of document.querySelectorAll('[data-adresse]')) {
      adresse.textContent = new URL(adresse.textContent, location.href).href
    }
    document.querySelector('.resume-erreurs')?.focus()
    for (const formulaire of [...document.forms]) {
      if ('lot' in formulaire.dataset) animerLot(formulaire)
      formulaire.addEventListener('submit', () => {
        const attente = formulaire.dataset.attente
        if (attente) effacer = setTimeout(() => dire(attente, 0), 500)
      })
    }
  }
  animer()

  // A link to what is folded unfolds it: not every browser does so by itself.
  const deplier = () => {
    const cible = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!cible) return
    for (let un = cible.closest('details'); un; un = un.parentElement.closest('details')) un.open = true
    cible.scrollIntoView()
  }
  addEventListener('hashchange', deplier)
  deplier()

  const champ = document.getElementById('suivant')
  if (champ) {
    const choix = document.querySelector('[data-sans-raccourci]')
    const CLE = 'sans-raccourci'
    // A browser may refuse to keep anything.
    const lire = () => { try { return localStorage.getItem(CLE) === 'oui' } catch { return false } }
    const montrer = () => {
      choix.checked = lire()
      for (const un of document.querySelectorAll('[data-raccourci]')) {
        un.hidden = un.matches('kbd') && choix.checked
      }
    }
    choix.addEventListener('change', () => {
      try { localStorage.setItem(CLE, choix.checked ? 'oui' : 'non') } catch {}
      montrer()
    })
    montrer()
    addEventListener('keydown', (touche) => {
      const { key, ctrlKey, metaKey, altKey, target } = touche
      if (key === 'Escape') choix.closest('details').open = false
      if (key !== '/' || ctrlKey || metaKey || altKey || lire()) return
      if (target.closest?.('input, select, textarea, [contenteditable]')) return
      touche.preventDefault()
      champ.focus()
      champ.select()
    })
  }

  const plies = () => document.querySelectorAll('details:not([open], .si-ouvert)')
  let ouverts = []
  addEventListener('beforeprint', () => {
    ouverts = [...plies()]
    for (const plie of ouverts) plie.open = true
  })
  addEventListener('afterprint', () => {
    for (const plie of ouverts) plie.open = false
  })
  addEventListener('pagehide', () => dire(''))
})()
`
