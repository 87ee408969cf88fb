/** How the report looks, on a screen, in the dark and on paper. Charts take their colours from here. */

export const reportStyle = `
:root{color-scheme:light dark;--ink:#1d2430;--soft:#5b6675;--line:#dfe4ea;--paper:#fff;--wash:#f5f7fa;--accent:#31539b;
--good:#1a7f4b;--goodwash:#e7f6ee;--warn:#8a5a00;--warnwash:#fff5dc;
--s0:#31539b;--s1:#c2571a;--s2:#1f8a70;--s3:#8b5fbf;--s4:#7a8594}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#a2acb9;--line:#333b47;--paper:#161b22;--wash:#0f1319;
--accent:#9db8f2;--good:#6fd19c;--goodwash:#17352a;--warn:#f2c14e;--warnwash:#3a3019;
--s0:#9db8f2;--s1:#f0935a;--s2:#57c9a8;--s3:#c5a5ee;--s4:#8d98a8}}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:74rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{margin-bottom:1.5rem}
.brand{margin:0;color:var(--accent);font-weight:700;letter-spacing:.06em;text-transform:uppercase;font-size:.75rem}
h1{margin:.1rem 0 .2rem;font-size:1.9rem;line-height:1.2;letter-spacing:-.01em}
h2{margin:2.6rem 0 .3rem;font-size:1.25rem}
h3{margin:0 0 .5rem;font-size:1rem}
.source{margin:0;font-size:1.05rem;font-weight:600;overflow-wrap:anywhere}
.note{color:var(--soft);margin:.3rem 0 .9rem;max-width:50rem}
.verdict{border-radius:10px;padding:1rem 1.2rem;margin:1.2rem 0;border-left:6px solid}
.verdict p{margin:.25rem 0}.verdict ul{margin:.4rem 0 0;padding-left:1.2rem}
.verdict b{font-size:1.1rem}
.verdict.passed{background:var(--goodwash);border-color:var(--good)}
.verdict.refused{background:var(--warnwash);border-color:var(--warn)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem}
.tile{background:var(--paper);border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:8px;padding:.8rem 1rem}
.tile b{display:block;font-size:1.8rem;line-height:1.15;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft);font-size:.86rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(25rem,1fr));gap:1rem}
@media (max-width:30rem){.pair{grid-template-columns:1fr}}
figure{margin:0;background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem 1rem .6rem}
figcaption{font-weight:600;margin-bottom:.4rem}
figcaption small{color:var(--soft);font-weight:400}
svg{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg text{fill:var(--ink)}svg .soft{fill:var(--soft)}svg .value{font-variant-numeric:tabular-nums}
svg .grid{stroke:var(--line);stroke-width:1}svg .zero{stroke:var(--soft);stroke-width:1.5}
svg .bar{fill:var(--s4);opacity:.55}svg .bar.ours{fill:var(--s0);opacity:1}
svg .whisker{stroke:var(--ink);stroke-width:1.5}svg .gain{stroke:var(--good);stroke-width:3}
svg .gain.unsure{stroke:var(--warn)}svg .dot{fill:var(--good)}svg .dot.unsure{fill:var(--warn)}
svg .series{fill:none;stroke-width:2.5;stroke-linejoin:round}
svg .point{stroke:var(--paper);stroke-width:1.5}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.2rem 0 .8rem;padding:0;color:var(--soft);font-size:.9rem}
.legend i{display:inline-block;width:1.1rem;height:.25rem;border-radius:2px;margin-right:.4rem;vertical-align:middle}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:collapse}
th,td{padding:.5rem .55rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-size:.8rem;font-weight:600;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:600;white-space:nowrap}
tr.ours>*{background:color-mix(in srgb,var(--accent) 9%,transparent)}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.num small{display:block;color:var(--soft);font-size:.78rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.2rem;background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem 1.2rem;margin:.6rem 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code{font:.86em ui-monospace,SFMono-Regular,Consolas,monospace}
@media print{:root{--wash:#fff}main{max-width:none;padding:0}figure,tr,.tile,.verdict{break-inside:avoid}}
`.trim()
