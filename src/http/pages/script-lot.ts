/**
 * Runs a lot without leaving its page: how far it is, a way to stop it, then the page of the
 * results in the place of this one. What was typed and the last result stay in the tab, until it is
 * closed or the list is erased: « Back » and a reload show them again, and no server keeps them. `animer`, `dire` are those of `script.ts`, in whose function this stands. Without it
 * the same form answers with the whole page.
 */
export const SCRIPT_LOT = `
  const GARDE = 'lot'
  const RESULTAT = 'lot-resultat'

  const garderResultat = (texte) => {
    try {
      sessionStorage.removeItem(RESULTAT)
      if (texte) sessionStorage.setItem(RESULTAT, JSON.stringify({ le: Date.now(), texte }))
    } catch {
      // The browser keeps nothing, or not so much: the list is there, to be run again.
    }
  }

  const lireResultat = () => {
    try {
      return JSON.parse(sessionStorage.getItem(RESULTAT))
    } catch {
      return null
    }
  }

  const garder = (formulaire) => {
    const champs = [...new FormData(formulaire)].filter(([, valeur]) => valeur && typeof valeur === 'string')
    try {
      sessionStorage.removeItem(GARDE)
      if (champs.some(([nom]) => nom === 'numeros')) sessionStorage.setItem(GARDE, JSON.stringify(champs))
    } catch {
      // The browser keeps nothing, or not so much.
    }
  }

  const rendre = (formulaire) => {
    if (formulaire.elements.numeros.value) return
    let champs
    try {
      champs = JSON.parse(sessionStorage.getItem(GARDE) ?? '[]')
    } catch {
      return
    }
    for (const champ of formulaire.elements) {
      const valeurs = champs.flatMap(([nom, valeur]) => nom === champ.name ? [valeur] : [])
      if (champ.type === 'checkbox') champ.checked = valeurs.includes(champ.value)
      else if (valeurs.length > 0) champ.value = valeurs[0]
    }
    if (champs.length > 1) formulaire.querySelector('details').open = true
  }

  const vider = (formulaire) => {
    for (const champ of formulaire.querySelectorAll('textarea, input')) {
      if (champ.type === 'checkbox') champ.checked = false
      else champ.value = ''
    }
    garderResultat(null)
    location.replace(formulaire.action)
  }

  const estPerdu = async (formulaire) => {
    const lecteur = formulaire.elements.fichier.files[0]?.stream().getReader()
    try {
      await lecteur?.read()
      lecteur?.cancel()
      return false
    } catch {
      return true
    }
  }
  const PERDU = 'Le fichier ne peut plus être lu, il a changé ou n’est plus là : choisissez-le de nouveau.'

  const expliquer = async (reponse) => {
    const { status } = reponse
    const { type, detail } = await reponse.json().catch(() => ({})) ?? {}
    if (detail && String(type).startsWith('/problemes/')) return detail
    if (status === 413) return 'Le lot est trop grand pour un serveur placé devant ce service (erreur 413) : partagez-le.'
    if (status === 429) return 'Trop de demandes (erreur 429) : la liste est intacte, relancez la vérification dans une minute.'
    if (status === 408 || status === 504) return 'La réponse n’est pas venue à temps (erreur ' + status + ') : la liste est intacte, relancez la vérification ou partagez le lot.'
    if (status >= 500) return 'Le service est indisponible (erreur ' + status + ') : la liste est intacte, relancez la vérification dans un instant.'
    if (status >= 400) return 'La demande a été refusée (erreur ' + status + ') : rechargez la page, la liste est gardée.'
    return 'La réponse n’est pas celle de ce service : rechargez la page, la liste est gardée.'
  }

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

  const afficher = (texte) => {
    const page = new DOMParser().parseFromString(texte, 'text/html')
    document.querySelector('main').replaceWith(page.querySelector('main'))
    document.title = page.title
    animer()
    return document.querySelector('#resultat')
  }

  const remplacer = (formulaire, texte) => {
    garder(formulaire)
    const resultat = afficher(texte)
    garderResultat(resultat && texte)
    resultat?.focus()
    resultat?.scrollIntoView()
  }

  const reprendre = () => {
    const garde = lireResultat()
    if (!garde || document.querySelector('#resultat, .resume-erreurs')) return false
    const resultat = afficher(garde.texte)
    const quand = document.querySelector('[data-quand]')
    const numeros = document.querySelector('[data-lot]')?.elements.numeros
    if (!resultat || !quand || !numeros) return false
    // The list may have been changed since.
    numeros.value = ''
    rendre(numeros.form)
    numeros.value ||= numeros.defaultValue
    quand.textContent = 'Résultat du ' + new Date(garde.le).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' }) + ', gardé dans cet onglet jusqu’à sa fermeture.'
    quand.hidden = false
    return true
  }

  const verifierLot = async (formulaire) => {
    if (formulaire.getAttribute('aria-busy') === 'true') return
    const avancement = formulaire.querySelector('.avancement')
    const barre = avancement.querySelector('progress')
    const texte = avancement.querySelector('[role=status]')
    const arret = new AbortController()
    avancement.querySelector('button').onclick = () => arret.abort()
    barre.removeAttribute('value')
    avancement.hidden = false
    formulaire.setAttribute('aria-busy', 'true')
    dire('')
    texte.textContent = 'Vérification en cours…'
    let dit = performance.now()
    try {
      const reponse = await fetch(formulaire.action, { method: 'POST', body: new FormData(formulaire), headers: { accept: 'application/x-ndjson, application/problem+json' }, signal: arret.signal })
      if (!reponse.headers.get('content-type')?.startsWith('application/x-ndjson')) return dire(await expliquer(reponse), 0)
      for await (const { faits, total, page } of lireLignes(reponse)) {
        if (page) return remplacer(formulaire, page)
        barre.max = total
        barre.value = faits
        if (performance.now() - dit > 2000) {
          dit = performance.now()
          texte.textContent = faits + ' sur ' + total
        }
      }
      throw new Error('cut short')
    } catch {
      if (arret.signal.aborted) dire('Vérification arrêtée.')
      else if (await estPerdu(formulaire)) dire(PERDU, 0)
      else dire('La connexion a été coupée : la liste est intacte, relancez la vérification.', 0)
    } finally {
      avancement.hidden = true
      formulaire.removeAttribute('aria-busy')
    }
  }

  const animerLot = (formulaire) => {
    if (reprendre()) return
    rendre(formulaire)
    for (const bouton of document.querySelectorAll('[data-effacer]')) {
      bouton.hidden = false
      bouton.onclick = () => vider(formulaire)
    }
    let relu = false
    formulaire.addEventListener('submit', async (evenement) => {
      const { submitter } = evenement
      const enFichier = submitter?.name === 'format'
      if (enFichier && (relu || formulaire.elements.fichier.files.length === 0)) return
      evenement.preventDefault()
      if (await estPerdu(formulaire)) dire(PERDU, 0)
      else if (!enFichier) verifierLot(formulaire)
      else {
        relu = true
        formulaire.requestSubmit(submitter)
        relu = false
      }
    })
  }

  addEventListener('pagehide', () => document.querySelectorAll('[data-lot]').forEach(garder))
`
