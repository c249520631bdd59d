// Forms out of what OpenAPI says that a route takes.
import { field, h, words } from './dom.js'

function control({ name, schema, required }) {
  if (schema.enum) return h('select', { name }, required ? null : h('option', { value: '' }, '–'), schema.enum.map((each) => h('option', { value: each }, String(each))))
  if (schema.type === 'boolean') return h('select', { name }, h('option', { value: '' }, '–'), h('option', { value: 'true' }, 'yes'), h('option', { value: 'false' }, 'no'))
  const number = schema.type === 'integer' || schema.type === 'number'
  return h('input', { name, required, type: number ? 'number' : 'text', min: schema.minimum, max: schema.maximum, step: number ? 'any' : null, spellcheck: 'false', autocapitalize: 'none' })
}

/** Fields for [{name, schema, required, description}]; `given` has what they begin with. */
export function fields(items, given) {
  return items.map((item) => {
    const input = control(item)
    const value = given?.get(item.name)
    if (value !== null && value !== undefined) input.value = value
    if (item.description) input.title = item.description
    return field(item.required ? `${words(item.name)} (needed)` : words(item.name), input)
  })
}

/** What a form has, without what is empty; numbers and flags as such where the schema says so. */
export function values(form, items) {
  const found = {}
  for (const [name, text] of new FormData(form)) {
    if (text === '') continue
    const type = items.find((item) => item.name === name)?.schema.type
    found[name] = type === 'boolean' ? text === 'true' : type === 'integer' || type === 'number' ? Number(text) : text
  }
  return found
}

/** What the content of a route may have, as parameters are described. */
export function members(operation, document) {
  const content = operation.requestBody?.content?.['application/json']?.schema
  const schema = content?.$ref ? content.$ref.slice(2).split('/').reduce((part, name) => part[name], document) : content
  return Object.entries(schema?.properties ?? {}).map(([name, each]) =>
    ({ name, schema: each, description: each.description, required: schema.required?.includes(name) }))
}
