import { ask, at, get } from '../api.js'
import { act, bytes, confirmed, count, every, facts, fill, h, lasting, tag, time, top, words, wrong } from '../dom.js'
import { list } from '../list.js'
import { subscriptionsOf } from './subscriptions.js'

export const clientLink = (id) => h('a', { href: at`#/clients/${id}` }, id === '' ? '(empty)' : id)

export function show(view, context) {
  const { title, rest, query, signal } = context
  if (rest[0] !== undefined) return one(view, rest[0], context)
  view.append(top(title, h('p', {}, 'who is connected at this moment')))
  list(view, {
    path: '/api/v1/clients',
    caption: 'Connected clients, by Client Identifier',
    empty: 'No client is connected that this would be about.',
    filters: [
      { name: 'prefix', label: 'Client Identifier begins with' },
      { name: 'userName', label: 'User' },
      { name: 'listener', label: 'Listener' },
    ],
    columns: [
      { name: 'Client Identifier', kind: 'id', of: (it) => clientLink(it.clientId) },
      { name: 'User', of: (it) => it.userName ?? h('span', { class: 'soft' }, 'anonymous') },
      { name: 'Address', kind: 'id', of: (it) => it.address ?? '' },
      { name: 'Listener', of: (it) => it.listener },
      { name: 'MQTT', of: (it) => it.protocol },
      { name: 'Connected', of: (it) => time(it.connectedAt) },
      { name: 'Messages in', kind: 'number', of: (it) => count(it.traffic.messagesReceived) },
      { name: 'Messages out', kind: 'number', of: (it) => count(it.traffic.messagesSent) },
      { name: 'Bytes in', kind: 'number', of: (it) => bytes(it.traffic.bytesReceived) },
      { name: 'Bytes out', kind: 'number', of: (it) => bytes(it.traffic.bytesSent) },
    ],
    query,
    signal,
  })
}

async function one(view, id, context) {
  const { signal, has, may } = context
  const here = h('div', { class: 'card' })
  const now = h('div')
  const kept = h('div')
  const drops = h('div')
  const subscriptions = h('div')
  view.append(top(id, h('p', {}, h('a', { href: '#/clients' }, 'All clients'))), here, now, kept, drops, subscriptions)
  every(3000, signal, async () => {
    await Promise.all([
      client(here, id, context),
      has('GET /api/v1/clients/{}/now') ? moment(now, id, signal) : null,
      session(kept, id, may, signal),
      has('GET /api/v1/clients/{}/drops') ? lost(drops, id, signal) : null,
    ])
  })
  subscriptionsOf(subscriptions, id, context)
}

/** What a route says of a client; null when it says that there is none. */
async function about(path, query, signal) {
  const part = await get(path, { ...query, limit: 1 }, signal)
  return part.items.find((each) => each.clientId === query.prefix) ?? null
}

async function client(place, id, { may, signal }) {
  let it
  try {
    // A list does not mind that somebody is not there; of a route for him a browser would complain.
    it = await about('/api/v1/clients', { prefix: id }, signal)
  } catch (problem) {
    if (!signal.aborted) fill(place, wrong(problem))
    return
  }
  const buttons = place.querySelector('.actions')
  const held = buttons?.contains(document.activeElement)
  if (!it) {
    fill(place, h('h2', {}, 'Connection'), h('p', { class: 'soft' }, 'It is not connected.'))
    return
  }
  const disconnect = async () => {
    if (await confirmed(`Disconnect ${id}? Its Will is published, and its session goes on.`, 'Disconnect')) {
      await act(() => ask('DELETE', at`/api/v1/clients/${id}`), `${id} is disconnected.`)
    }
  }
  const kept = held ? buttons : h('div', { class: 'actions' },
    h('button', { class: 'danger', disabled: !may('operate'), title: may('operate') ? null : 'needs the role operate', onClick: disconnect }, 'Disconnect'),
    h('a', { class: 'button', href: `#/bans?clientId=${encodeURIComponent(id)}` }, 'Ban …'))
  fill(place, h('h2', {}, 'Connection ', tag('connected', 'good')), facts([
    ['User', it.userName ?? 'anonymous'],
    ['Groups', it.groups.join(', ')],
    ['Address', it.address],
    ['Listener', it.listener],
    ['Protocol', `MQTT ${it.protocol}`],
    ['Keep Alive', it.keepAlive === 0 ? 'none' : `${it.keepAlive} s`],
    ['Began a new session', it.cleanStart ? 'yes' : 'no'],
    ['Will', it.willTopic],
    ['Connected', [time(it.connectedAt), `, for ${lasting((Date.now() - Date.parse(it.connectedAt)) / 1000)}`]],
    ['Received', `${count(it.traffic.messagesReceived)} messages, ${count(it.traffic.packetsReceived)} packets, ${bytes(it.traffic.bytesReceived)}`],
    ['Sent', `${count(it.traffic.messagesSent)} messages, ${count(it.traffic.packetsSent)} packets, ${bytes(it.traffic.bytesSent)}`],
  ]), kept)
}

async function session(place, id, may, signal) {
  const it = await about('/api/v1/sessions', { prefix: id }, signal)
  if (place.querySelector('.actions')?.contains(document.activeElement)) return
  fill(place, h('div', { class: 'card' }, h('h2', {}, 'Session'), it ? sessionFacts(it, may) : h('p', { class: 'soft' }, 'It has none.')))
}

function sessionFacts(it, may) {
  const end = async () => {
    if (await confirmed(`End the session of ${it.clientId}? Its subscriptions and ${count(it.queuedMessages)} waiting messages are gone then.`, 'End session')) {
      await act(() => ask('DELETE', at`/api/v1/sessions/${it.clientId}`), `The session of ${it.clientId} has ended.`)
    }
  }
  return [facts([
    ['Began', time(it.createdAt)],
    [it.connected ? 'Connected since' : 'Away since', time(it.since)],
    ['Outlives the connection', it.expirySeconds === undefined ? 'for ever' : it.expirySeconds === 0 ? 'no' : `for ${lasting(it.expirySeconds)}`],
    ['Subscriptions', count(it.subscriptions)],
    ['Waiting', `${count(it.queuedMessages)} messages, ${bytes(it.queuedBytes)}`],
    ['Not acknowledged', count(it.inflight)],
    ['Not released', count(it.unreleased)],
    ['Delivered', `${count(it.delivered)}, of them queued first: ${count(it.queuedEver)}`],
    ['Dropped', Object.entries(it.dropped).map(([reason, number]) => `${words(reason)}: ${count(number)}`).join(', ') || 'none'],
  ]), h('div', { class: 'actions' }, h('button', { class: 'danger', disabled: !may('operate'), onClick: end }, 'End session'))]
}

async function moment(place, id, signal) {
  let it
  try {
    it = await get(at`/api/v1/clients/${id}/now`, {}, signal)
  } catch (problem) {
    if (problem.status === 404) fill(place)
    return
  }
  const sentences = it.text ?? it.workers?.map((each) => `${words(each.role)}: ${each.doing}`) ?? []
  fill(place, h('div', { class: 'card' }, h('h2', {}, 'At this moment'),
    h('ul', { class: 'sentences' }, sentences.map((each) => h('li', {}, each))),
    it.backlog ? facts([
      ['In its queue', `${count(it.backlog.queuedMessages)} messages, ${bytes(it.backlog.queuedBytes)}`],
      ['Not taken by its socket', bytes(it.backlog.outboxBytes)],
      ['Not acknowledged', `${count(it.inflight)} of ${count(it.inflightMax)} that may be`],
    ]) : null,
    it.packets?.length ? h('p', {}, 'Last packets: ', h('span', { class: 'mono' },
      it.packets.map((each) => `${each.received ? '←' : '→'}${each.type}${each.qos === undefined ? '' : ` q${each.qos}`} ${each.bytes} B`).join('  '))) : null))
}

async function lost(place, id, signal) {
  const { items } = await get(at`/api/v1/clients/${id}/drops`, {}, signal)
  fill(place, items.length === 0 ? null : h('div', { class: 'card' }, h('h2', {}, 'What it did not get lately'),
    h('ul', { class: 'sentences' }, items.slice(0, 20).map((each) => h('li', {}, time(each.at), ' ', each.text.join(' ').replace(/^\S+Z: /, ''))))))
}
