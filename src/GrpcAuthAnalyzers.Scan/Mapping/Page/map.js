'use strict';
(() => {
  const source = document.getElementById('map');
  const map = JSON.parse(source.textContent);
  const root = source.dataset.root;
  const main = document.getElementById('content');
  const rows = [];
  const verdicts = {
    'mismatch': '\u2716 without, and the server asks', 'bare': '\u25CB without', 'unknown': '? unknown',
    'authenticated': '\u2714 authenticated', 'not-needed': '\u2013 not needed',
  };
  const asks = { 'credentials': 'asks for credentials', 'nothing': 'open', 'unknown': 'unknown', 'unseen': 'no server seen' };
  let verdict = '';

  // Everything that is shown goes through text nodes: no name of the code can become markup.
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ''));
    return node;
  }

  const small = text => text ? el('small', null, text) : null;
  const tag = (text, kind) => el('span', { class: 'tag ' + (kind || '') }, text);
  const unique = values => [...new Set(values)].sort();

  function link(place, text) {
    const shown = text || place.file.split('/').pop() + ':' + place.line;
    if (root === '') return el('span', { title: place.file }, shown);
    const href = [root, place.file].join('/').split('/').map(part => encodeURIComponent(part)).join('/') + '#L' + place.line;
    return el('a', { href, title: place.file + ':' + place.line }, shown);
  }

  const meansOf = answer => answer.credential === 'unknown' ? ['unknown'] : answer.means.length ? answer.means : [answer.credential === 'absent' ? 'none' : 'other'];

  function answer(of) {
    return [
      meansOf(of).map(means => tag(means, of.credential)),
      of.tokens.map(token => small('from ' + token)),
      of.why ? small(of.why) : null,
    ];
  }

  const channelText = channel => (channel.address.length ? channel.address.join(' or ') : channel.client || 'address unknown') + (channel.transport ? ' (' + channel.transport + ')' : '');

  function row(cells, facts) {
    const node = el('tr', { class: facts.bad ? 'bad' : null }, cells.map(cell => cell instanceof HTMLTableCellElement ? cell : el('td', null, cell)));
    rows.push({ node, text: node.textContent.toLowerCase() + ' ' + (facts.text || '').toLowerCase(), means: facts.means || [], projects: facts.projects || [], bad: !!facts.bad, verdict: facts.verdict });
    return node;
  }

  function table(heads, body) {
    const head = el('tr', null, heads.map((name, column) => el('th', { scope: 'col', 'aria-sort': 'none' }, el('button', { type: 'button', 'data-column': column }, name))));
    return el('div', { class: 'scroll' }, el('table', null, el('thead', null, head), el('tbody', null, body)));
  }

  function section(id, title, count, about, ...content) {
    main.append(el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title' }, title + ' (' + count + ')'), about ? el('p', null, about) : null,
      count ? content : el('div', { class: 'none' }, 'None.')));
    document.getElementById('sections').append(el('a', { href: '#' + id }, title + ' (' + count + ')'));
  }

  const order = ['mismatch', 'bare', 'unknown', 'authenticated', 'not-needed'];
  const calls = map.calls.map((call, index) => ({ call, index })).sort((a, b) => order.indexOf(a.call.verdict) - order.indexOf(b.call.verdict) || a.index - b.index);

  section('mismatches', 'Mismatches', map.mismatches.length, 'Calls that a server refuses, and settings that seem to be of another environment.',
    el('ul', { class: 'mismatches' }, map.mismatches.map(mismatch => {
      const node = el('li', null, mismatch.text, el('small', null, link(mismatch.place), mismatch.other ? [' and ', link(mismatch.other)] : null));
      rows.push({ node, text: node.textContent.toLowerCase() + ' ' + mismatch.place.file.toLowerCase(), means: [], projects: [], bad: true, isText: true });
      return node;
    })));

  section('calls', 'Calls', map.calls.length, null, table(['Call', 'Result', 'Authenticated by', 'The server', 'Client', 'Channel', 'Place'], calls.map(({ call }) => row([
    [call.rpc || 'a call of a channel', small(call.service)],
    tag(verdicts[call.verdict], call.verdict),
    answer(call.answer),
    asks[call.asks],
    [call.client, small(call.holder)],
    call.channels.slice(0, 3).map(index => [link(map.channels[index].place, channelText(map.channels[index])), ' ']),
    [link(call.place), small([call.project, call.in].filter(Boolean).join(', '))],
  ], { bad: call.verdict === 'mismatch', means: meansOf(call.answer), projects: [call.project], text: call.place.file, verdict: call.verdict }))));

  const rpcs = map.services.flatMap(service => service.rpcs.map(rpc => ({ service, rpc })));
  section('services', 'Services', map.services.length, 'What the servers of this solution ask of each RPC, and how its calls are made.',
    table(['RPC', 'The server', 'Served by', 'Calls'], rpcs.map(({ service, rpc }) => row([
      [rpc.name, small(service.name)],
      asks[rpc.asks],
      rpc.servedBy.map(serving => [link(serving.place, serving.server), small([serving.project, ', mapped in '].join('')), link(serving.mappedAt)]),
      unique(rpc.calls.map(index => map.calls[index].verdict)).map(each => tag(rpc.calls.filter(index => map.calls[index].verdict === each).length + ' ' + verdicts[each], each)),
    ], {
      bad: rpc.calls.some(index => map.calls[index].verdict === 'mismatch'), text: service.alsoCalled.join(' '),
      means: unique(rpc.calls.flatMap(index => meansOf(map.calls[index].answer))),
      projects: unique([...rpc.servedBy.map(serving => serving.project), ...rpc.calls.map(index => map.calls[index].project)]),
    }))));

  section('servers', 'Servers', map.servers.length, null, table(['Server', 'Service', 'RPCs', 'Mapped at'], map.servers.map(server => row([
    [server.name, small(server.project)],
    server.service,
    [server.asking + ' ask for credentials, ' + server.open + ' open', server.unknown ? ', ' + server.unknown + ' unknown' : ''],
    link(server.mappedAt),
  ], { projects: [server.project], text: server.mappedAt.file }))));

  section('clients', 'Clients', map.clients.length, null, table(['Client', 'Made', 'Registered', 'Calls'], map.clients.map(client => row([
    [client.name, small(client.service), small(client.project)],
    client.made.map(made => el('div', null, link(made.place), ' ', answer(made.answer), made.channels.map(index => small(channelText(map.channels[index]))))),
    client.registrations.map(index => el('div', null, link(map.channels[index].place), ' ', answer(map.channels[index].answer))),
    unique(client.calls.map(index => map.calls[index].verdict)).map(each => tag(client.calls.filter(index => map.calls[index].verdict === each).length + ' ' + verdicts[each], each)),
  ], {
    bad: client.calls.some(index => map.calls[index].verdict === 'mismatch'), projects: [client.project],
    means: unique([...client.made.flatMap(made => meansOf(made.answer)), ...client.registrations.flatMap(index => meansOf(map.channels[index].answer)),
      ...client.calls.flatMap(index => meansOf(map.calls[index].answer))]),
  }))));

  for (const [kind, title] of [['channel', 'Channels'], ['registration', 'Registrations']]) {
    const of = map.channels.filter(channel => channel.kind === kind);
    section(kind + 's', title, of.length, null, table(['Address', kind === 'channel' ? 'In' : 'Client', 'Adds', 'Place'], of.map(channel => row([
      [channel.address.join(' or ') || 'unknown', small(channel.transport)],
      kind === 'channel' ? channel.in || '' : [channel.client, small(channel.name ? 'named ' + channel.name : '')],
      answer(channel.answer),
      [link(channel.place), small(channel.project)],
    ], { means: meansOf(channel.answer), projects: [channel.project], text: channel.place.file }))));
  }

  section('environments', 'Environments', map.settings.length, 'Addresses, authorities, audiences and scopes of the configuration files. In italics: as in appsettings.json. Secrets are masked.',
    map.settings.map(settings => [el('h3', null, settings.project), table(['Setting', ...settings.environments.map(name => name || 'appsettings.json')], settings.rows.map(setting => row([
      [setting.path, small(setting.what)],
      ...setting.values.map(value => value
        ? el('td', { class: value.mismatch ? 'odd' : null }, link(value.place, value.value), value.mismatch ? small('\u26A0 ' + value.mismatch) : null)
        : el('td', { class: 'inherited' }, setting.values[0] ? setting.values[0].value : '')),
    ], { bad: setting.values.some(value => value && value.mismatch), projects: [settings.project] })))]));

  if (map.notAnalysed.length) {
    section('missing', 'Not analysed', map.notAnalysed.length, 'What these projects do is not in the map.',
      table(['Project', 'Reason'], map.notAnalysed.map(missing => row([missing.project, missing.reason], {}))));
  }

  const search = document.getElementById('search');
  const means = document.getElementById('means');
  const project = document.getElementById('project');
  const only = document.getElementById('only');
  const option = value => el('option', { value }, value);
  means.append(...unique(rows.flatMap(each => each.means)).map(option));
  project.append(...unique(rows.flatMap(each => each.projects)).map(option));

  const counts = {};
  for (const call of map.calls) counts[call.verdict] = (counts[call.verdict] || 0) + 1;
  const tiles = document.getElementById('tiles');
  for (const each of order) {
    const tile = el('button', { type: 'button', 'aria-pressed': 'false', 'data-verdict': each }, el('b', null, String(counts[each] || 0)), el('span', { class: each }, verdicts[each]));
    tile.addEventListener('click', () => { verdict = verdict === each ? '' : each; filter(); });
    tiles.append(tile);
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of rows) {
      const fits = words.every(word => each.text.includes(word))
        && (!means.value || each.means.includes(means.value))
        && (!project.value || each.projects.includes(project.value) || (each.isText && each.text.includes(project.value.toLowerCase())))
        && (!only.checked || each.bad)
        && (!verdict || !each.verdict || each.verdict === verdict);
      each.node.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const tile of tiles.children) tile.setAttribute('aria-pressed', String(tile.dataset.verdict === verdict));
    document.getElementById('shown').value = shown === rows.length ? '' : shown + ' of ' + rows.length + ' rows';
  }

  let waiting = 0;
  search.addEventListener('input', () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(filter); });
  for (const control of [means, project, only]) control.addEventListener('change', filter);
  function reset() { search.value = means.value = project.value = verdict = ''; only.checked = false; filter(); }
  document.getElementById('reset').addEventListener('click', reset);

  main.addEventListener('click', event => {
    const button = event.target.closest('th button');
    if (!button) return;
    const head = button.parentElement;
    const descending = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentElement.children) other.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const body = head.closest('table').tBodies[0];
    const keyed = [...body.rows].map(line => [line.cells[Number(button.dataset.column)].textContent, line]);
    const collator = new Intl.Collator(undefined, { numeric: true });
    keyed.sort((a, b) => collator.compare(a[0], b[0]) * (descending ? -1 : 1));
    body.append(...keyed.map(pair => pair[1]));
  });

  document.addEventListener('keydown', event => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !isTyping) { event.preventDefault(); search.focus(); return; }
    if (event.key === 'Escape') { reset(); return; }
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    const current = document.activeElement.closest('tr, li');
    if (!current) return;
    let next = current;
    do next = event.key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling; while (next && (next.hidden || !next.querySelector('a')));
    if (next) { event.preventDefault(); next.querySelector('a').focus(); }
  });
})();
