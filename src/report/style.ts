/** The report's look. System fonts, two themes, one accent a verdict; every state is told by word and shape, not by colour alone. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbf9;--fg:#1d2126;--soft:#565e68;--line:#d9dce0;--card:#fff;--accent:#0b5394;--bad:#a3161f;--warn:#8a5300;--ok:#22633a;--dim:#59616b;--code:#f2f3f1}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#15181c;--fg:#e8eaed;--soft:#a9b1bb;--line:#343a42;--card:#1c2025;--accent:#8ab8e8;--bad:#ff9a9f;--warn:#f2b866;--ok:#86cf9f;--dim:#aab2bc;--code:#23282e}}
:root[data-theme=dark]{--bg:#15181c;--fg:#e8eaed;--soft:#a9b1bb;--line:#343a42;--card:#1c2025;--accent:#8ab8e8;--bad:#ff9a9f;--warn:#f2b866;--ok:#86cf9f;--dim:#aab2bc;--code:#23282e;color-scheme:dark}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.65 system-ui,-apple-system,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif}
main,header,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.7rem;margin:0 0 .25rem;line-height:1.25}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.35rem;border-bottom:2px solid var(--fg)}
h3{font-size:1rem;margin:0}
p,ul,ol{margin:.4rem 0}
.soft{color:var(--soft)}
.tally{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(11rem,42%),1fr));gap:.75rem;margin:1.25rem 0;padding:0;list-style:none}
.tally li{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--dim);border-radius:4px;padding:.6rem .9rem}
.tally b{display:block;font-size:1.8rem;line-height:1.2}
.tally .infected{border-left-color:var(--bad)}.tally .suspected{border-left-color:var(--warn)}.tally .no-sign{border-left-color:var(--ok)}
.bar{display:flex;gap:.75rem;align-items:center;margin:1rem 0}
input[type=search]{flex:1;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:4px;padding:.45rem .7rem}
button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:4px;padding:.45rem .8rem;cursor:pointer;white-space:nowrap}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
td.who{min-width:9em}td.by{white-space:nowrap}
.chip{display:inline-block;font-size:.82rem;font-weight:600;border:1.5px solid currentColor;border-radius:3px;padding:0 .5em;white-space:nowrap;line-height:1.5;max-width:100%;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom;margin-bottom:.05em}
.infected .chip,.chip.infected,.chip.high,.chip.critical{color:var(--bad)}.chip.suspected,.chip.medium{color:var(--warn)}.chip.no-sign{color:var(--ok)}.chip.not-visible,.chip.low,.chip.informational{color:var(--dim)}
.box{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-top:1px solid var(--line)}
thead th{border-top:0;font-weight:600;color:var(--soft);white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.why{min-width:14rem}td ul{padding-left:1.1rem;margin:0}
.unbroken{display:inline-block;max-width:100%;overflow-wrap:anywhere}td.name{overflow-wrap:anywhere;min-width:8rem}td.file{min-width:14rem}
details{background:var(--card);border:1px solid var(--line);border-radius:4px;margin:.6rem 0}
summary{cursor:pointer;padding:.65rem .9rem;overflow-wrap:anywhere}
details>div{padding:0 .9rem .9rem}
pre{background:var(--code);border-radius:4px;padding:.7rem;overflow-x:auto;font:13px/1.55 ui-monospace,"SF Mono",Consolas,"Noto Sans Mono CJK JP",monospace;margin:.4rem 0;white-space:pre}
dl{display:grid;grid-template-columns:fit-content(45%) minmax(0,1fr);overflow-wrap:anywhere;gap:.1rem 1.2rem;font-size:.92rem;margin:.4rem 0}dt{color:var(--soft)}dd{margin:0;font-variant-numeric:tabular-nums}
a{color:var(--accent)}
svg{display:block;color:var(--fg);max-width:100%;height:auto}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:1rem 0 .25rem;font-size:.95rem}
output{color:var(--soft);font-size:.9rem;min-width:2.5rem;text-align:right}output:empty{display:none}
.story{border-left:5px solid var(--dim)}.story.infected{border-left-color:var(--bad)}.story.suspected{border-left-color:var(--warn)}
.timeline{list-style:none;padding:0;margin:.6rem 0}.timeline li{display:grid;grid-template-columns:9.5rem minmax(0,1fr);gap:.2rem 1rem;padding:.5rem 0;border-top:1px solid var(--line)}.timeline time{font-variant-numeric:tabular-nums;color:var(--soft)}
main p,main li{overflow-wrap:anywhere}.story>div,.first{overflow-wrap:anywhere}.story .box{overflow-wrap:normal}.letter dl{grid-template-columns:max-content minmax(0,1fr)}
.answers{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;padding:0;font-size:.92rem}
main h3{margin:1.1rem 0 .2rem}
.first{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--bad);border-radius:4px;padding:.6rem 1rem .6rem 2.4rem}
.first li{margin:.45rem 0}.first summary{padding:.3rem .7rem}.first details>div{padding:0 .7rem .5rem}
.story.malicious{border-left-color:var(--bad)}.story.suspicious{border-left-color:var(--warn)}.chip.malicious{color:var(--bad)}.chip.suspicious{color:var(--warn)}.chip.kind{color:var(--fg);border-color:var(--line)}
.bad{color:var(--bad);font-weight:600}
mark{background:none;color:var(--bad);font-weight:700;border-bottom:2px solid currentColor}
.letter{background:var(--code);border-radius:4px;padding:.7rem .9rem;margin:.4rem 0}.letter pre{background:none;padding:0;margin:.6rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:26rem;overflow-y:auto}.letter dd,.tree{overflow-wrap:anywhere}
.tell{border-left:4px solid var(--accent);padding:.1rem .9rem;margin:.6rem 0}
.tree,.tree ul{list-style:none;padding-left:1.1rem;margin:.2rem 0;border-left:1px solid var(--line)}.tree{padding-left:.6rem}.tree li{margin:.35rem 0}.tree code{font:13px/1.5 ui-monospace,"SF Mono",Consolas,"Noto Sans Mono CJK JP",monospace;color:var(--soft);overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.75rem}.pair .same{color:var(--soft)}.pair .other{color:var(--bad);font-weight:600}.pair .letter:last-child .other{color:var(--accent)}.pair>.letter{margin:0}
.path svg{min-width:34rem}
[hidden]{display:none!important}
footer{padding-top:2rem;padding-bottom:3rem;font-size:.88rem;color:var(--soft)}
@media (max-width:40rem){.pair{grid-template-columns:minmax(0,1fr)}.letter dl{grid-template-columns:minmax(0,1fr)}.letter dt{margin-top:.3rem}.timeline li{grid-template-columns:minmax(0,1fr)}body{font-size:15px}th,td{padding:.45rem .5rem}h1{font-size:1.4rem}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;color:#000;font-size:10.5pt}.bar,button{display:none}details,.box,.tally li,.first{border-color:#999;break-inside:avoid}pre,.letter pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:none}h2{break-after:avoid}}
`
export const SCRIPT = `
const search=document.querySelector('input[type=search]');
const rows=[...document.querySelectorAll('[data-find]')];
const texts=rows.map(row=>row.textContent.toLowerCase());
const count=document.querySelector('output');
search.addEventListener('input',()=>{const word=search.value.trim().toLowerCase();let n=0;rows.forEach((row,i)=>{const fits=word===''||texts[i].includes(word);row.hidden=!fits;if(fits&&word!==''){n++;for(let up=row.parentElement?.closest('details');up;up=up.parentElement?.closest('details'))up.open=true}});count.textContent=word===''?'':String(n)});
addEventListener('keydown',event=>{if(event.key==='/'&&document.activeElement!==search){event.preventDefault();search.focus()}if(event.key==='Escape'&&document.activeElement===search){search.value='';search.dispatchEvent(new Event('input'));search.blur()}});
const root=document.documentElement;
document.querySelector('button').addEventListener('click',()=>{const dark=root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme: dark)').matches;root.dataset.theme=dark?'light':'dark'});
if(location.hash==='#dark')root.dataset.theme='dark';
const open=()=>{const target=document.getElementById(location.hash.slice(1));if(target){for(let up=target.closest('details');up;up=up.parentElement?.closest('details'))up.open=true;target.scrollIntoView()}};
addEventListener('hashchange',open);open();
addEventListener('beforeprint',()=>{for(const one of document.querySelectorAll('details'))one.open=true});
`
