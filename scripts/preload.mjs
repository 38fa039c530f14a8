// What our tools need of Node: node --import ./scripts/preload.mjs <file>. In this order: the rest
// cannot even be loaded by a Node that is too old.
await import('../src/check-node.mjs')
await import('../src/jsx.mjs')
