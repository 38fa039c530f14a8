/**
 * The script of the frame: speaks with the page around when that is one of the origins allowed, and
 * with it alone. Without it the frame is whole, but for the button that hands the order over.
 */
export const SCRIPT_INTEGRER_PAGE = `(() => {
  const origines = document.documentElement.dataset.origines.split(' ')
  const titre = document.querySelector('h1')
  if (titre.tabIndex === -1 && titre.hasAttribute('tabindex') && document.hasFocus()) titre.focus()
  if (parent === window) return
  let hote
  const dire = (type, reste) => parent.postMessage({ type: 'qui-commande:' + type, ...reste }, hote)
  const mesurer = () => dire('hauteur', { px: document.documentElement.offsetHeight })
  const accueillir = (origine) => {
    hote = origine
    for (const bouton of document.querySelectorAll('[data-commande]')) {
      bouton.hidden = false
      bouton.addEventListener('click', () => {
        dire('commande', { commande: JSON.parse(bouton.dataset.commande) })
      })
    }
    new ResizeObserver(mesurer).observe(document.documentElement)
  }
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || !origines.includes(origin)) return
    if (data?.type !== 'qui-commande:hote') return
    if (hote === undefined) accueillir(origin)
    if (typeof data.numero !== 'string' || data.numero === '') return
    dire('recu', { numero: data.numero })
    for (const bouton of document.querySelectorAll('[data-commande]')) bouton.hidden = true
    const formulaire = document.querySelector('[data-numero]')
    formulaire.elements.numero.value = data.numero
    formulaire.requestSubmit()
  })
})()
`

/**
 * The component \`<qui-commande>\`, for the page around: makes the frame, hands it a number, sizes it,
 * and gives the chosen order as an event \`commande\`. A number is kept until the frame says that it
 * has it: a page on its way out, or whose script has not run yet, hears nothing.
 */
export const SCRIPT_INTEGRER = `(() => {
  const service = new URL(document.currentScript.src).origin
  class QuiCommande extends HTMLElement {
    #cadre
    #numero
    #pret = false
    #ecouter = ({ source, origin, data }) => {
      if (source !== this.#cadre?.contentWindow || origin !== service) return
      if (data?.type === 'qui-commande:hauteur' && data.px > 0) {
        this.#cadre.style.height = Math.min(Math.ceil(data.px), 5000) + 'px'
      }
      if (data?.type === 'qui-commande:recu' && data.numero === this.#numero) this.#numero = undefined
      if (data?.type === 'qui-commande:commande' && this.#pret && this.#numero === undefined) {
        this.dispatchEvent(new CustomEvent('commande', { detail: data.commande, bubbles: true }))
      }
    }
    #dire() {
      const message = { type: 'qui-commande:hote', numero: this.#numero }
      this.#cadre.contentWindow.postMessage(message, service)
    }
    /** Verifies this number, which never stands in an address; without one the frame is empty again. */
    set numero(numero) {
      this.#numero = numero == null || numero === '' ? undefined : String(numero)
      if (!this.#pret) return
      if (this.#numero === undefined) {
        this.#vider()
        return
      }
      this.#dire()
      const attendu = this.#numero
      setTimeout(() => {
        if (this.#pret && this.#numero === attendu) this.#vider()
      }, 1000)
    }
    /** Back to the field: what was shown was of another number, or the frame no longer answers. */
    #vider() {
      this.#pret = false
      this.#cadre.src = this.#cadre.src
    }
    connectedCallback() {
      // Set before this script ran, it hides the property above.
      if (Object.hasOwn(this, 'numero')) {
        const { numero } = this
        delete this.numero
        this.numero = numero
      }
      const adresse = new URL('/integrer', service)
      for (const nom of ['usages', 'date', 'theme']) {
        const valeur = this.getAttribute(nom)
        if (valeur) adresse.searchParams.set(nom, valeur)
      }
      this.#numero ??= this.getAttribute('numero') ?? undefined
      const cadre = document.createElement('iframe')
      cadre.title = this.getAttribute('titre') ?? 'Qui commande le certificat logiciel ?'
      cadre.referrerPolicy = 'no-referrer'
      Object.assign(cadre.style, { border: '0', width: '100%', height: '16rem', display: 'block' })
      cadre.addEventListener('load', () => {
        this.#pret = true
        this.#dire()
      })
      cadre.src = adresse.href
      this.#cadre = cadre
      addEventListener('message', this.#ecouter)
      this.replaceChildren(cadre)
    }
    disconnectedCallback() {
      removeEventListener('message', this.#ecouter)
      this.#pret = false
      this.replaceChildren()
    }
  }
  customElements.define('qui-commande', QuiCommande)
})()
`
