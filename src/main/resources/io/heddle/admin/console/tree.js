// The tree of topics that were seen, without anything of the page: what a message changes, and which rows there are.

/** Levels that are kept; more are counted and not shown. */
const MOST = 200000

/** As long as there are fewer, each new level is open. */
const FEW = 40

/** Bytes of a payload that are kept. */
const KEPT = 4096

class Level {
  constructor(name, parent) {
    this.name = name
    this.parent = parent
    this.depth = parent ? parent.depth + 1 : -1
    this.children = null
    this.sorted = null
    this.open = false
    /** Messages of this topic, and of all below it. */
    this.own = 0
    this.total = 0
    this.last = null
    /** What total was when the rate was taken, and when that was. */
    this.before = 0
    this.at = 0
    this.rate = null
  }

  get topic() {
    return this.parent && this.parent.depth >= 0 ? `${this.parent.topic}/${this.name}` : this.name
  }
}

export class Tree {
  constructor() {
    this.root = new Level('', null)
    this.root.open = true
    this.levels = 0
    this.topics = 0
    this.refused = 0
    this.messages = 0
    /** Rows have to be made anew. */
    this.changed = true
  }

  /** A message has come. */
  add(topic, payload, { qos, retain }) {
    this.messages++
    let level = this.root
    const way = [level]
    for (const name of topic.split('/')) {
      level = this.below(level, name)
      if (!level) {
        this.refused++
        return
      }
      way.push(level)
    }
    if (level.own++ === 0) this.topics++
    level.last = { payload: Uint8Array.prototype.slice.call(payload, 0, KEPT), size: payload.length, qos, retain, at: Date.now() }
    for (const each of way) each.total++
  }

  below(level, name) {
    level.children ??= new Map()
    let child = level.children.get(name)
    if (!child) {
      if (this.levels >= MOST) return null
      child = new Level(name, level)
      child.open = this.levels < FEW
      this.levels++
      level.children.set(name, child)
      level.sorted = null
      this.changed = true
    }
    return child
  }

  /** The rows that are to be seen: what is open, or with words all topics that have them. */
  rows(words) {
    const rows = []
    const wanted = words ? this.with(words) : null
    const walk = (level) => {
      level.sorted ??= [...level.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const child of level.sorted) {
        if (wanted && !wanted.has(child)) continue
        rows.push(child)
        if (child.children && (wanted ? true : child.open)) walk(child)
      }
    }
    if (this.root.children) walk(this.root)
    this.changed = false
    return rows
  }

  /** All levels that lead to a topic with these words in it. */
  with(words) {
    const found = new Set()
    const walk = (level, topic) => {
      for (const child of level.children.values()) {
        const own = level === this.root ? child.name : `${topic}/${child.name}`
        if (child.own > 0 && own.toLowerCase().includes(words)) {
          for (let each = child; each !== this.root && !found.has(each); each = each.parent) found.add(each)
        }
        if (child.children) walk(child, own)
      }
    }
    if (this.root.children) walk(this.root, '')
    return found
  }
}

/** How many messages a second there were of this topic and below, since this was asked last. */
export function rate(level, now) {
  const passed = (now - level.at) / 1000
  if (passed >= 0.9) {
    level.rate = level.at > 0 && passed < 5 ? (level.total - level.before) / passed : null
    level.before = level.total
    level.at = now
  }
  return level.rate
}
