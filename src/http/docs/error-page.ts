/** The page the `type` of a problem links to: every code with its status, at an anchor of its own. */
import { createHash } from 'node:crypto'
import { errorCatalogue } from '../../errors.ts'
import { statusOf } from '../problems/problem.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem;border-bottom:1px solid #ddd}
:target{background:#fff3c4}`

export function errorPage(): { readonly html: string; readonly policy: string } {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { kind, title }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${String(statusOf[kind])}</td><td>${title}</td></tr>`,
  )
  const styleHash = createHash('sha256').update(style).digest('base64')
  return {
    policy: `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Vitrine: problems</title><style>${style}</style></head>
<body><h1>Problems</h1>
<p>What causes each and what to do is in <code>docs/errors.md</code> of the repository.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body></html>
`,
  }
}
