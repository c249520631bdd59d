// What the overview's charts show: the broker's counters, looked at every two seconds, also while another page is open.
import { get } from './api.js'
import { every } from './dom.js'

const PAUSE = 2000
const MOST = 450

/** One list for each line, and that of the times, in seconds. */
export const samples = { times: [], lines: {}, last: null }

let before = null
let life = null

const sum = (object, value = (each) => each) => Object.values(object).reduce((total, each) => total + value(each), 0)

function point(now) {
  return {
    received: sum(now.messagesReceived),
    sent: sum(now.messagesSent),
    bytesIn: sum(now.packetsReceived, (each) => each.bytes),
    bytesOut: sum(now.packetsSent, (each) => each.bytes),
    dropped: sum(now.messagesDropped),
    clients: now.connections.reduce((total, each) => total + each.now, 0),
    sessions: now.sessions,
    queued: now.queuedMessages,
    heap: now.heapBytes ?? null,
    heapMost: now.heapMostBytes ?? null,
  }
}

const COUNTERS = ['received', 'sent', 'bytesIn', 'bytesOut', 'dropped']

async function take() {
  const statistics = await get('/api/v1/statistics')
  const time = Date.now() / 1000
  const now = point(statistics)
  const values = { ...now }
  const passed = before ? time - before.time : 0
  for (const name of COUNTERS) {
    const change = before ? now[name] - before.now[name] : 0
    values[name] = passed > 0 && change >= 0 ? change / passed : null
  }
  before = { time, now }
  samples.times.push(time)
  for (const [name, value] of Object.entries(values)) (samples.lines[name] ??= []).push(value)
  if (samples.times.length > MOST) {
    samples.times.shift()
    for (const line of Object.values(samples.lines)) line.shift()
  }
  samples.last = { statistics, values }
  dispatchEvent(new Event('sampled'))
}

/** Begins, if it has not. */
export function sample() {
  if (life) return
  life = new AbortController()
  every(PAUSE, life.signal, take)
}

addEventListener('ended', () => {
  life?.abort()
  life = before = null
  samples.times = []
  samples.lines = {}
  samples.last = null
})
