import { connection, watch } from '../connection.js'
import { act, count, every, field, fill, h, qosChoice, say, tag, top } from '../dom.js'
import { payload as shown } from '../payload.js'

/** Messages that are kept in the list. */
const MOST = 500

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What goes on while other pages are open: the connection, its subscriptions and what has come. */
let desk = null

addEventListener('ended', () => {
  desk?.client.end(true)
  desk = null
})

async function opened(me) {
  if (desk) return desk
  const client = await connection(me, 'messages')
  desk ??= { client, filters: new Map(), messages: [], number: 0, changed: true }
  if (desk.client !== client) client.end(true)
  client.on('message', (topic, content, packet) => {
    desk.number++
    desk.messages.unshift({ topic, content: Uint8Array.from(content), qos: packet.qos, retain: packet.retain, at: new Date() })
    if (desk.messages.length > MOST) desk.messages.length = MOST
    desk.changed = true
  })
  return desk
}

export async function show(view, { title, query, signal, me, may }) {
  const state = h('p', { role: 'status' }, 'connecting …')
  view.append(top(title, state))
  const here = await opened(me)
  if (signal.aborted) return
  watch(here.client, state)
  view.append(publishing(here, query, may), subscribing(here), coming(here, signal))
}

function publishing({ client }, query, may) {
  const topic = h('input', { name: 'topic', required: true, value: query.get('topic') ?? '', spellcheck: 'false', autocapitalize: 'none' })
  const content = h('textarea', { name: 'payload', rows: 3, spellcheck: 'false' })
  const qos = qosChoice()
  const retain = h('input', { type: 'checkbox', name: 'retain' })
  const expiry = h('input', { name: 'expiry', type: 'number', min: '0', max: '4294967295', step: '1' })
  const type = h('input', { name: 'type', placeholder: 'text/plain', spellcheck: 'false' })
  const publish = async (event) => {
    event.preventDefault()
    const properties = {}
    if (expiry.value !== '') properties.messageExpiryInterval = Number(expiry.value)
    if (type.value !== '') properties.contentType = type.value
    await act(() => client.publishAsync(topic.value, content.value, { qos: Number(qos.value), retain: retain.checked, properties }),
      `Published to ${topic.value}.`)
  }
  if (!may('operate')) {
    return h('div', { class: 'card' }, h('h2', {}, 'Publish'), h('p', { class: 'soft' }, 'To publish you need the role operate: admin.operators.'))
  }
  return h('form', { class: 'card', onSubmit: publish }, h('h2', {}, 'Publish'),
    h('div', { class: 'row' }, field('Topic', topic, true)), field('Payload', content, true),
    h('div', { class: 'row' }, field('QoS', qos), field('Expires after (seconds)', expiry), field('Content type', type),
      h('label', { class: 'check' }, retain, 'Retain'), h('button', { class: 'first' }, 'Publish')))
}

function subscribing(here) {
  const filter = h('input', { name: 'filter', required: true, spellcheck: 'false', autocapitalize: 'none', placeholder: 'house/#' })
  const qos = qosChoice()
  const filters = h('ul', { class: 'chips', 'aria-label': 'Subscriptions of this page' })
  const write = () => fill(filters, [...here.filters].map(([name, most]) => h('li', {}, h('span', { class: 'mono' }, name), ` QoS ${most} `,
    h('button', {
      type: 'button', class: 'small', 'aria-label': `Unsubscribe from ${name}`,
      onClick: async () => {
        await act(() => here.client.unsubscribeAsync(name), `Unsubscribed from ${name}.`)
        here.filters.delete(name)
        write()
      },
    }, 'Unsubscribe'))))
  write()
  return h('form', {
    class: 'card',
    onSubmit: async (event) => {
      event.preventDefault()
      await act(async () => {
        const [granted] = await here.client.subscribeAsync(filter.value, { qos: Number(qos.value) })
        here.filters.set(filter.value, granted?.qos ?? qos.value)
        say(`Subscribed to ${filter.value}.`)
        filter.value = ''
        write()
      })
    },
  }, h('h2', {}, 'Subscribe'), h('div', { class: 'row' }, field('Filter', filter, true), field('QoS at most', qos), h('button', { class: 'first' }, 'Subscribe')), filters)
}

function coming(here, signal) {
  const number = h('span', { class: 'soft' })
  const log = h('ol', { class: 'log', tabindex: '0', 'aria-label': 'Messages, the newest first', role: 'log', 'aria-live': 'off' })
  const write = () => {
    here.changed = false
    number.textContent = here.number > MOST ? `${count(here.number)}, of them the last ${count(MOST)}` : count(here.number)
    const scrolled = log.scrollTop
    fill(log, here.messages.slice(0, 100).map((each) => h('li', {}, h('span', {}, clock.format(each.at)),
      h('span', {}, each.topic, ' ', each.qos > 0 ? tag(`QoS ${each.qos}`) : null, each.retain ? tag('retained') : null), shown(each.content))))
    log.scrollTop = scrolled
  }
  here.changed = true
  every(500, signal, () => { if (here.changed) write() })
  return h('section', { class: 'came' }, h('div', { class: 'top' }, h('h2', {}, 'What has come'), number,
    h('button', { class: 'small right', onClick: () => { here.messages = []; here.number = 0; write() } }, 'Clear')), log)
}
