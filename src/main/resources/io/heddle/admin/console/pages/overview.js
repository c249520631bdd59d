import { brief, bytes, count, every, fill, h, lasting, time, words, wrong } from '../dom.js'
import { get } from '../api.js'
import { chart } from '../charts.js'
import { sample, samples } from '../samples.js'

const perSecond = (write) => (value) => `${write(value)}/s`

export function show(view, { title, signal, has }) {
  const problems = h('div')
  const tiles = h('dl', { class: 'tiles' })
  const begun = h('p')
  let kept = null
  const charts = [
    chart('Messages', [['received', 'from clients'], ['sent', 'to clients']], perSecond(brief), signal),
    chart('Bytes', [['bytesIn', 'from clients'], ['bytesOut', 'to clients']], perSecond(bytes), signal, 1024),
    chart('Connections and sessions', [['clients', 'connected'], ['sessions', 'sessions']], brief, signal),
    chart('Drops', [['dropped', 'messages dropped']], perSecond(brief), signal),
    chart('Heap', [['heap', 'used'], ['heapMost', 'at most']], bytes, signal, 1024),
    chart('Queues', [['queued', 'messages waiting']], brief, signal),
  ]
  fill(view, h('div', { class: 'top' }, h('h1', {}, title), begun), problems, tiles,
    h('div', { class: 'grid' }, charts.map((each) => each.element)))

  function update() {
    if (!samples.last) return
    const { statistics: now, values } = samples.last
    const dropped = Object.values(now.messagesDropped).reduce((total, each) => total + each, 0)
    const numbers = [
      ['Clients', count(values.clients), `most ${count(now.mostClients)}`, '#/clients'],
      ['Sessions', count(now.sessions), '', '#/sessions'],
      ['Subscriptions', count(now.subscriptions), '', '#/subscriptions'],
      ['Retained', count(now.retainedMessages), bytes(now.retainedBytes), '#/retained'],
      ['Queued', count(now.queuedMessages), bytes(now.queuedBytes), '#/sessions'],
      ['Inflight', count(now.inflight), '', null],
      ['Slow clients', count(now.slowClients), '', '#/slow'],
      ['Dropped', count(dropped), '', '#/drops'],
      ['Logins refused', count(now.loginsRefused), '', null],
    ]
    fill(tiles, numbers.map(([name, value, more, link]) => h('div', {},
      h('dt', {}, link ? h('a', { href: link }, name) : name),
      h('dd', {}, value, more ? h('small', {}, ` ${more}`) : null))))
    for (const each of charts) each.update(samples)
  }

  every(5000, signal, async () => {
    try {
      const status = await get('/api/v1/status')
      fill(begun, `${words(status.state)} for ${lasting((Date.now() - Date.parse(status.startedAt)) / 1000)}, since `, time(status.startedAt))
      fill(problems, status.problems.length === 0 ? null
        : h('div', { class: 'notice' }, h('strong', {}, 'What should be looked at'), h('ul', {}, status.problems.map((each) => h('li', {}, each)))))
      kept ??= has('GET /api/v1/store') && (await get('/api/v1/configuration/data.directory')).value !== ''
      if (kept) await store(problems)
    } catch (problem) {
      if (!signal.aborted) fill(problems, wrong(problem))
    }
  })
  addEventListener('sampled', update, { signal })
  sample()
  update()
}

async function store(place) {
  const now = await get('/api/v1/store')
  if (now.full || now.failing) {
    place.append(h('div', { class: 'notice' }, now.full ? 'The disk is full: messages to be kept are refused.' : 'The last write to the disk failed: acknowledgements wait.'))
  }
}
