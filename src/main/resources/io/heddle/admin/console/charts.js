// Lines over time. uPlot draws them; what they say stands beside them in words, too.
import { fill, h } from './dom.js'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** By how much the marks of an axis may differ. */
function steps(base) {
  const parts = base === 1024 ? [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] : [1, 2, 5, 10, 20, 50, 100, 200, 500]
  return Array.from({ length: 6 }, (_, power) => parts.map((part) => part * base ** power)).flat()
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name)

/** A colour of the theme in effect: a canvas does not know light-dark(). */
function resolved(name) {
  const probe = h('span', { hidden: true })
  document.body.append(probe)
  probe.style.color = `var(${name})`
  const found = getComputedStyle(probe).color
  probe.remove()
  return found || colour(name)
}

/**
 * A chart in a card.
 *
 * @param lines [name in the samples, words]
 * @param write how a value is written
 * @param base of what is round: 1024 for bytes
 */
export function chart(title, lines, write, signal, base = 1000) {
  const keys = lines.map(([, words], i) => h('span', { class: `key c${i + 1}` }, words, h('b', {}, '–')))
  const plot = h('div', { class: 'plot', 'aria-hidden': 'true' })
  const element = h('div', { class: 'card' }, h('figure', {}, h('figcaption', {}, h('h2', {}, title), keys), plot))
  let drawn = null
  const axis = (more) => ({
    stroke: () => resolved('--soft'),
    grid: { stroke: () => resolved('--line'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
    ...more,
  })

  function draw(data) {
    drawn = new window.uPlot({
      width: plot.clientWidth,
      height: plot.clientHeight,
      legend: { show: false },
      cursor: { y: false, points: { size: 6 } },
      scales: { y: { range: (u, low, high) => [0, Math.max(1, (high ?? 0) * 1.1)] } },
      axes: [
        axis({ size: 26, space: 70, values: (u, marks) => marks.map((mark) => clock.format(new Date(mark * 1000))) }),
        axis({ size: 64, incrs: steps(base), values: (u, marks) => marks.map(write) }),
      ],
      padding: [8, 8, 0, 0],
      series: [{}, ...lines.map(([, words], i) => ({
        label: words, stroke: () => resolved(`--c${i + 1}`), width: 1.6, points: { show: false }, spanGaps: false,
      }))],
    }, data, plot)
    element.addEventListener('mousemove', tell)
    element.addEventListener('mouseleave', tell)
  }

  /** What is under the pointer, or the last. */
  function tell() {
    if (!drawn) return
    const at = drawn.cursor.idx ?? drawn.data[0].length - 1
    keys.forEach((key, i) => {
      const value = drawn.data[i + 1][at]
      key.querySelector('b').textContent = value === null || value === undefined ? '–' : write(value)
    })
  }

  const sizes = new ResizeObserver(() => drawn?.setSize({ width: plot.clientWidth, height: plot.clientHeight }))
  sizes.observe(plot)
  addEventListener('colours', () => drawn?.redraw(), { signal })
  signal.addEventListener('abort', () => {
    sizes.disconnect()
    drawn?.destroy()
    fill(plot)
  })
  return {
    element,
    update(samples) {
      const data = [samples.times, ...lines.map(([name]) => samples.lines[name] ?? [])]
      if (drawn) drawn.setData(data)
      else if (plot.clientWidth > 0) draw(data)
      tell()
    },
  }
}
