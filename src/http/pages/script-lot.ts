/**
 * Runs a lot without leaving its page: how far it is, a way to stop it, then the page of the
 * results in the place of this one. `animer`, `dire` are those of `script.ts`, in whose function
 * this stands. Without it the same form answers with the whole page.
 */
export const SCRIPT_LOT = `
  const lireLignes = async function* (reponse) {
    const lecteur = reponse.body.pipeThrough(new TextDecoderStream()).getReader()
    let reste = ''
    for (;;) {
      const { done, value } = await lecteur.read()
      if (done) return
      const lignes = (reste + value).split('\\n')
      reste = lignes.pop()
      for (const ligne of lignes) yield JSON.parse(ligne)
    }
  }

  const remplacer = (texte) => {
    const page = new DOMParser().parseFromString(texte, 'text/html')
    document.querySelector('main').replaceWith(page.querySelector('main'))
    document.title = page.title
    animer()
    const resultat = document.querySelector('#resultat')
    resultat?.focus()
    resultat?.scrollIntoView()
  }

  const verifierLot = async (formulaire, donnees) => {
    const avancement = formulaire.querySelector('.avancement')
    const barre = avancement.querySelector('progress')
    const texte = avancement.querySelector('[role=status]')
    const arret = new AbortController()
    avancement.querySelector('button').onclick = () => arret.abort()
    barre.removeAttribute('value')
    avancement.hidden = false
    formulaire.setAttribute('aria-busy', 'true')
    texte.textContent = 'Vérification en cours…'
    let dit = performance.now()
    let fini = false
    try {
      const reponse = await fetch(formulaire.action, { method: 'POST', body: donnees, headers: { accept: 'application/x-ndjson, application/problem+json' }, signal: arret.signal })
      if (!reponse.headers.get('content-type').startsWith('application/x-ndjson')) {
        throw new Error((await reponse.json()).detail)
      }
      for await (const { faits, total, page } of lireLignes(reponse)) {
        if (page) {
          fini = true
          remplacer(page)
          break
        }
        barre.max = total
        barre.value = faits
        if (performance.now() - dit > 2000) {
          dit = performance.now()
          texte.textContent = faits + ' sur ' + total
        }
      }
      if (!fini) throw new TypeError()
    } catch (erreur) {
      avancement.hidden = true
      formulaire.removeAttribute('aria-busy')
      if (arret.signal.aborted) dire('Vérification arrêtée.')
      else dire(erreur instanceof TypeError || !erreur.message ? 'La connexion a été coupée : la liste est intacte, relancez la vérification.' : erreur.message)
    }
  }

  const animerLot = (formulaire) => {
    formulaire.addEventListener('submit', (evenement) => {
      if (evenement.submitter?.value === 'csv') return
      evenement.preventDefault()
      if (formulaire.getAttribute('aria-busy') !== 'true') verifierLot(formulaire, new FormData(formulaire))
    })
  }
`
