// Elements without a framework: this page has to open on an old phone over a village's line.
type Child = Node | string | false | null | undefined
type Given = Record<string, string | boolean | ((event: Event) => void)>

export function h(tag: string, given: Given = {}, ...children: (Child | Child[])[]): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false) made.setAttribute(name, value)
  }
  for (const child of children) for (const one of Array.isArray(child) ? child : [child]) if (one) made.append(one)
  return made
}
