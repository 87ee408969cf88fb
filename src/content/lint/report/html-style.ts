/** How the report looks, on a screen, in the dark and on paper. */

export const reportStyle = `
:root{--ink:#1d2430;--soft:#5b6675;--line:#e2e6ec;--paper:#fff;--wash:#f5f7fa;--bad:#b42318;--badwash:#fdecea;
--warn:#9a6700;--warnwash:#fff5dc;--good:#1a7f4b;--goodwash:#e7f6ee;--mark:#ffe08a;--accent:#31539b}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#a2acb9;--line:#333b47;--paper:#161b22;--wash:#1f2630;
--bad:#ff8a80;--badwash:#41211f;--warn:#f2c14e;--warnwash:#3a3019;--good:#6fd19c;--goodwash:#17352a;--mark:#7a5f10;--accent:#9db8f2}}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{margin-bottom:1.5rem}
.brand{margin:0;color:var(--accent);font-weight:700;letter-spacing:.06em;text-transform:uppercase;font-size:.75rem}
h1{margin:.1rem 0 .2rem;font-size:1.9rem;line-height:1.2;letter-spacing:-.01em}
h2{margin:2.4rem 0 .4rem;font-size:1.25rem}
h3{margin:0 0 .3rem;font-size:1.05rem;line-height:1.35}
h3 small{display:block;color:var(--soft);font-weight:400;font-size:.8rem}
h4{margin:.9rem 0 .25rem;font-size:.85rem;color:var(--soft);font-weight:600}
.source{margin:0;font-size:1.05rem;font-weight:600}
.note{color:var(--soft);margin:.4rem 0 .9rem;max-width:48rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem}
.tile{background:var(--paper);border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:8px;padding:.8rem 1rem}
.tile b{display:block;font-size:1.9rem;line-height:1.15;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft);font-size:.88rem}
.tile.bad{border-top-color:var(--bad)}.tile.bad b{color:var(--bad)}
.tile.warn{border-top-color:var(--warn)}.tile.warn b{color:var(--warn)}
.tile.good{border-top-color:var(--good)}.tile.good b{color:var(--good)}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line);border-radius:8px}
th,td{padding:.6rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-size:.8rem;font-weight:600}
tbody th{font-weight:600;width:40%}
th small{display:block;color:var(--soft);font-weight:400;font-size:.86rem}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{height:4px;border-radius:2px;background:var(--line);margin-top:.35rem;min-width:5rem}
.bar i{display:block;height:4px;border-radius:2px;background:var(--accent)}
.dot{display:inline-block;width:.62rem;height:.62rem;border-radius:50%;margin-right:.45rem;background:var(--soft)}
.dot.contradicted,.dot.law,.dot.price{background:var(--bad)}
.dot.unknown,.dot.rank,.dot.residue{background:#d9822b}
.dot.missing,.dot.duplicate,.dot.markup{background:var(--accent)}
.chips{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:0}
.chips li{background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:.2rem .75rem;color:var(--soft);font-size:.9rem}
.chips b{color:var(--ink);font-weight:600}
article{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem 1.15rem;margin:.8rem 0}
.badge{font-size:.75rem;font-weight:600;border-radius:1rem;padding:.12rem .6rem;white-space:nowrap;vertical-align:middle}
.badge.bad{background:var(--badwash);color:var(--bad)}
.badge.warn{background:var(--warnwash);color:var(--warn)}
.finding{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:.35rem 0 .6rem}
.finding p{margin:.15rem 0}
.finding small{color:var(--soft);white-space:nowrap}
blockquote{margin:.1rem 0;color:var(--soft)}
mark{background:var(--mark);color:var(--ink);padding:0 .15em;border-radius:3px;font-weight:600}
code{font:.88em ui-monospace,SFMono-Regular,Consolas,monospace}
.clean{background:var(--goodwash);color:var(--good);border-radius:8px;padding:1rem}
@media print{:root{--wash:#fff}body{font-size:11pt}main{max-width:none;padding:0}article,tr,.tile{break-inside:avoid}.tile,table,article{border-color:#bbb}}
`.trim()
