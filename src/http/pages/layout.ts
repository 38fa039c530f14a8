import { html } from 'hono/html'

/** A piece of page, escaped; never a promise: no page waits for anything. */
export type Fragment = ReturnType<typeof html>

export const HTML_TYPE = 'text/html; charset=utf-8'

/** Where the stylesheet is served. */
export const STYLE_PATH = '/style.css'

/** The frame of every page: French, one stylesheet, no script. */
export const renderPage = (titre: string, contenu: Fragment): string => {
  const page = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titre} – Qui commande ?</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<header><a href="/">Qui commande ?</a></header>
<main>
<h1>${titre}</h1>
${contenu}
</main>
</body>
</html>
`
  // An object that stands for a string; a promise only for content that is one, and none is.
  return (page as { toString(): string }).toString()
}
