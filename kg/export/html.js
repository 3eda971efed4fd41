// The page around the drawing: filters, search and the evidence panel.
// Names and quotes come from articles and may hold anything, so they only ever become text nodes.
"use strict";

(() => {   // the drawing has globals of its own: nodes, edges, network, data

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const things = new Map(data.nodes.map(node => [node.id, node]));
const links = new Map(data.links.map(link => [link.id, link]));
const linksOf = new Map(data.nodes.map(node => [node.id, []]));
for (const link of data.links) {
  linksOf.get(link.source).push(link);
  linksOf.get(link.target).push(link);
}
const $ = id => document.getElementById(id);

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

function say(word, values = {}) {
  return words[word].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

// ---- what is shown

const shown = {
  types: new Set(data.types.filter(type => type.shown).map(type => type.name)),
  statuses: new Set(data.statuses.map(status => status.name)),
  relations: new Set(data.relations.map(relation => relation.name)),
  lonely: false,
  labels: data.links.length <= 120,
  called: new Set(),   // found by name or followed from the panel: shown whatever the filters say
};

const typeShown = id => shown.types.has(things.get(id).kind) || shown.called.has(id);
const linkShown = link => shown.relations.has(link.relation) && shown.statuses.has(link.status) && typeShown(link.source) && typeShown(link.target);
const nodeShown = id => shown.called.has(id) || (typeShown(id) && (shown.lonely || linksOf.get(id).some(linkShown)));

const nodeView = new vis.DataView(nodes, {filter: node => nodeShown(node.id)});
const edgeView = new vis.DataView(edges, {filter: edge => linkShown(links.get(edge.id))});

function refresh() {
  edgeView.refresh();
  nodeView.refresh();
  arrange();
}

// ---- the drawing

const PHYSICS = {
  enabled: true,
  solver: "forceAtlas2Based",
  forceAtlas2Based: {gravitationalConstant: -160, centralGravity: 0.012, springLength: 200, springConstant: 0.05, damping: 0.5, avoidOverlap: 0.7},
  maxVelocity: 60,
  stabilization: {enabled: true, iterations: data.nodes.length > 400 ? 200 : 500, fit: true},
};

function arrange() {
  $("busy").hidden = false;
  network.setOptions({physics: PHYSICS});
  network.stabilize(PHYSICS.stabilization.iterations);
}

network.on("stabilizationIterationsDone", () => {
  network.setOptions({physics: {enabled: false}});
  show();
  $("busy").hidden = true;
});

function show() {
  // vis-network fits the shapes; the labels at the rim need some room too.
  network.fit({animation: false});
  network.moveTo({scale: network.getScale() * 0.9});
}

function highlight(nodeIds, edgeIds) {
  // Nothing chosen: everything at full strength. Else all but the chosen fades.
  const all = nodeIds === null;
  nodes.update(data.nodes.map(({id}) => {
    const on = all || nodeIds.has(id);
    return {id, opacity: on ? 1 : 0.15, font: {color: on ? "#0f172a" : "rgba(15,23,42,.18)"}};
  }));
  edges.update(data.links.map(link => {
    const on = all || edgeIds.has(link.id);
    const labelled = on && (shown.labels || !all);
    return {id: link.id, label: labelled ? link.label : " ", color: {color: link.color, highlight: link.color, hover: link.color, opacity: on ? 0.9 : 0.1}};
  }));
}

function select(id) {
  if (things.has(id)) return selectNode(id);
  if (links.has(id)) return selectLink(links.get(id));
  network.unselectAll();
  highlight(null, null);
  showOverview();
}

function selectNode(id) {
  if (!nodeShown(id)) {
    shown.called.add(id);
    refresh();
  }
  const near = linksOf.get(id).filter(linkShown);
  highlight(new Set([id, ...near.flatMap(link => [link.source, link.target])]), new Set(near.map(link => link.id)));
  network.selectNodes([id]);
  showNode(id);
}

function selectLink(link) {
  highlight(new Set([link.source, link.target]), new Set([link.id]));
  if (linkShown(link)) network.selectEdges([link.id]);
  showLinks(link);
}

network.on("click", event => select(event.nodes.length ? event.nodes[0] : event.edges.length ? event.edges[0] : null));

// ---- the panel

function glyph(kind) {
  const type = data.types.find(type => type.name === kind);
  const mark = make("span", "glyph", type.glyph);
  mark.style.color = type.color;
  return mark;
}

function nameOf(id) {
  const name = make("span", "link", things.get(id).label);
  name.addEventListener("click", () => select(id));
  return name;
}

function showOverview() {
  const ranked = [...linksOf].map(([id, list]) => [id, list.length]).filter(([id, count]) => count && shown.types.has(things.get(id).kind))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 12);
  const list = make("ol", "", ...ranked.map(([id, count]) => make("li", "", glyph(things.get(id).kind), nameOf(id), make("span", "quiet", String(count)))));
  $("details").replaceChildren(make("h2", "", words.details), make("p", "quiet", words.hint), make("section", "", make("h2", "", words.central), list));
}

function backButton() {
  const back = make("button", "back", "← " + words.back);
  back.addEventListener("click", () => select(null));
  return back;
}

function showNode(id) {
  const node = things.get(id), type = data.types.find(type => type.name === node.kind);
  const head = [
    backButton(), make("h3", "", node.label), make("p", "kind", glyph(node.kind), type.label),
    make("p", "quiet", say("mentions", {mentions: node.mentions, documents: node.documents})),
    node.aliases.length ? make("p", "quiet", words.also + " " + node.aliases.join(", ")) : null,
  ];
  const cards = linksOf.get(id).map(linkCard);
  const body = make("section", "", make("h2", "", `${words.links_of} (${cards.length})`), ...(cards.length ? cards : [make("p", "quiet", words.no_links)]));
  fill(...head, body);
}

function showLinks(link) {
  fill(backButton(), make("h2", "", words.details), linkCard(link));
}

function fill(...children) {
  $("details").replaceChildren(...children.filter(Boolean));
  $("details").scrollTop = 0;
}

function linkCard(link) {
  const arrow = link.symmetric ? " ↔ " : " → ";
  const verb = make("span", "verb", ` ${link.label}${arrow}`);
  return make("div", "card", make("div", "fact", nameOf(link.source), verb, nameOf(link.target)), ...link.statements.map(statementBlock));
}

function statementBlock(statement) {
  const status = data.statuses.find(status => status.name === statement.status);
  const badge = make("span", "badge", statement.stance);
  badge.style.background = status.color;
  const rows = ["date", "place", "quantity", "said_by", "via", "content"].filter(key => statement[key])
    .flatMap(key => [make("dt", "", words[key]), make("dd", "", statement[key])]);
  const source = data.documents[statement.document];
  return make("div", "statement", badge, make("blockquote", "", statement.text), rows.length ? make("dl", "", ...rows) : null, make("p", "source", source));
}

// ---- the filters, which are the legend too

function box(list, {name, label, mark, count}, set) {
  const input = make("input");
  input.type = "checkbox";
  input.checked = set.has(name);
  const title = make("span", "name", label);
  title.title = label;
  const row = make("label", input.checked ? "" : "off", input, mark, title, make("span", "count", String(count)));
  input.addEventListener("change", () => {
    input.checked ? set.add(name) : set.delete(name);
    row.classList.toggle("off", !input.checked);
    shown.called.clear();
    refresh();
    select(null);
  });
  list.append(row);
}

function stroke(status) {
  const line = make("span", "stroke");
  line.style.borderTopColor = status.color;
  line.style.borderTopStyle = !status.dashes.length ? "solid" : status.dashes[0] > 4 ? "dashed" : "dotted";
  return line;
}

function option(word, checked, change) {
  const input = make("input");
  input.type = "checkbox";
  input.checked = checked;
  input.addEventListener("change", () => change(input.checked));
  $("options").append(make("label", "", input, make("span", "name", words[word])));
}

function setAll(on) {
  shown.relations = new Set(on ? data.relations.map(relation => relation.name) : []);
  listRelations();
  refresh();
  select(null);
}

function listRelations() {
  $("relations").replaceChildren();
  data.relations.forEach(relation => box($("relations"), relation, shown.relations));
}

// ---- search

const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = data.nodes.map(node => [node, [node.label, ...node.aliases].map(plain)]);

function matches(query) {
  const wanted = plain(query.trim());
  const rank = names => Math.min(...names.map(name => name.startsWith(wanted) ? 0 : name.includes(" " + wanted) ? 1 : name.includes(wanted) ? 2 : 9));
  return index.map(([node, names]) => [rank(names), node]).filter(([order]) => order < 9)
    .sort((a, b) => a[0] - b[0] || b[1].mentions - a[1].mentions).slice(0, 12).map(([, node]) => node);
}

function offer() {
  const list = $("found"), query = $("search").value;
  list.hidden = !query.trim();
  const found = list.hidden ? [] : matches(query);
  list.replaceChildren(...found.map(node => {
    const row = make("li", "", glyph(node.kind), " " + node.label);
    row.addEventListener("mousedown", () => jump(node.id));
    return row;
  }));
  if (!list.hidden && !found.length) list.append(make("li", "quiet", words.none_found));
}

function jump(id) {
  $("found").hidden = true;
  select(id);
  network.focus(id, {scale: Math.max(network.getScale(), 1), animation: {duration: 400}});
}

$("search").placeholder = words.search;
$("search").addEventListener("input", offer);
$("search").addEventListener("focus", offer);
$("search").addEventListener("blur", () => { $("found").hidden = true; });
$("search").addEventListener("keydown", event => {
  const found = event.key === "Enter" ? matches($("search").value) : [];
  if (found.length) jump(found[0].id);
});

// ---- begin

document.querySelectorAll("[data-word]").forEach(element => { element.textContent = words[element.dataset.word]; });
$("summary").textContent = say("summary", {entities: data.nodes.length, links: data.links.length, documents: Object.keys(data.documents).length});
data.types.forEach(type => box($("types"), {...type, mark: glyph(type.name)}, shown.types));
data.statuses.forEach(status => box($("statuses"), {...status, mark: stroke(status)}, shown.statuses));
listRelations();
option("edge_labels", shown.labels, on => { shown.labels = on; select(null); });
option("lonely", shown.lonely, on => { shown.lonely = on; refresh(); });
$("relations-all").addEventListener("click", () => setAll(true));
$("relations-none").addEventListener("click", () => setAll(false));
$("fit").addEventListener("click", show);
$("arrange").addEventListener("click", arrange);
network.setData({nodes: nodeView, edges: edgeView});
highlight(null, null);
arrange();
const asked = decodeURIComponent(location.hash.slice(1));   // graph.html#an-entity opens on it
if (things.has(asked)) select(asked);
else showOverview();
})();
