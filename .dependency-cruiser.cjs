/**
 * Who may import whom (CONTRIBUTING.md says why). From the bottom: ground (files directly in src) ← infrastructure ←
 * domains ← edges (src/http, workers) ← entries. `npm run check:layers` runs it; test/house/layers.test.ts proves
 * that every rule fires.
 */

/** Domain → the domains it may call. A new edge is a decision: keep the graph free of cycles. */
const domainEdges = {
  shops: [],
  security: ['shops'],
  catalog: ['shops'],
  content: ['catalog', 'shops', 'webhooks'],
  events: ['shops'],
  recommendations: ['catalog', 'events', 'shops'],
  webhooks: [],
}

/** Infrastructure → the infrastructure it may use: jobs and the model ledger are rows. */
const infrastructureEdges = {
  database: [],
  queue: ['database'],
  inference: ['database'],
}

/** Packages → the one place that knows them; the rest sees our types. */
const fences = [
  { name: 'fastify', packages: 'fastify|fastify-[^/]+|@fastify/[^/]+', home: '^src/http/' },
  { name: 'queue', packages: 'bullmq|ioredis', home: '^src/queue/' },
  {
    name: 'models',
    packages: 'openai|langchain|@langchain/[^/]+|@huggingface/[^/]+|onnxruntime-[^/]+|@lat\\.md/[^/]+',
    home: '^src/inference/',
  },
  { name: 'database-driver', packages: 'pg|pg-[^/]+|pgvector|@electric-sql/[^/]+', home: '^src/database/' },
  {
    name: 'kysely',
    packages: 'kysely',
    // A type in a signature is no SQL.
    typesAllowed: true,
    home: '^src/database/|^src/queue/(outbox|[^/]+-queries)\\.ts$|-queries\\.ts$',
  },
  { name: 'egress', packages: 'undici|standardwebhooks', home: '^src/webhooks/' },
  { name: 'terminal', packages: 'commander|cli-progress', home: '^src/cli(\\.ts$|/)' },
]

const domains = Object.keys(domainEdges)
const infrastructure = Object.keys(infrastructureEdges)
const anyOf = (names) => `(${names.join('|')})`
const entries = '^(src/(main|cli)\\.ts$|src/(cli|process)/|workers/main\\.ts$)'
const composition = '^src/app\\.ts$'
const edges = '^(src/http/|workers/)'

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'ground-imports-ground',
      comment: 'Files directly in src are the ground: they know nothing above them.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: [entries, composition] },
      to: { path: ['^src/[^/]+/', entries, composition, edges] },
    },
    {
      name: 'infrastructure-talks',
      comment: 'Infrastructure knows drivers, not the shop: no domain, edge or entry.',
      severity: 'error',
      from: { path: `^src/${anyOf(infrastructure)}/` },
      to: { path: [`^src/${anyOf(domains)}/`, entries, composition, edges] },
    },
    ...Object.entries(infrastructureEdges).map(([name, allowed]) => ({
      name: `infrastructure-${name}`,
      comment: `${name} may use ${allowed.join(', ') || 'no other infrastructure'}.`,
      severity: 'error',
      from: { path: `^src/${name}/` },
      to: { path: `^src/${anyOf(infrastructure)}/`, pathNot: `^src/${anyOf([name, ...allowed])}/` },
    })),
    {
      name: 'domains-decide',
      comment: 'A domain does not know who calls it, nor how it was configured.',
      severity: 'error',
      from: { path: `^src/${anyOf(domains)}/` },
      to: { path: [entries, composition, edges, '^src/config\\.ts$'] },
    },
    ...Object.entries(domainEdges).map(([name, allowed]) => ({
      name: `domain-${name}`,
      comment: `${name} may call ${allowed.join(', ') || 'no other domain'}.`,
      severity: 'error',
      from: { path: `^src/${name}/` },
      to: { path: `^src/${anyOf(domains)}/`, pathNot: `^src/${anyOf([name, ...allowed])}/` },
    })),
    {
      name: 'queries-are-private',
      comment:
        "A domain's SQL is its own: neighbours call its verbs. The filter compiler is catalog's published SQL.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: `^src/${anyOf(domains)}/.*-queries\\.ts$`,
        pathNot: ['^src/$1/', '^src/catalog/filter-queries\\.ts$'],
      },
    },
    {
      name: 'edges-have-no-sql',
      comment: 'Routes and workers call verbs; they neither query nor talk to models.',
      severity: 'error',
      from: { path: edges, pathNot: entries },
      to: { path: ['-queries\\.ts$', '^src/inference/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'edges-do-not-meet',
      comment: 'The two doors of the house do not lead into each other; only an entry opens both.',
      severity: 'error',
      from: { path: '^(src/http|workers)/', pathNot: entries },
      to: { path: '^(src/http|workers)/', pathNot: '^$1/' },
    },
    {
      name: 'routes-do-not-meet',
      comment:
        'One resource a file; what two routes share is a schema or belongs to src/http. Only the list of routes knows them all.',
      severity: 'error',
      from: { path: '^src/http/routes/([^/]+)', pathNot: '^src/http/routes/all-routes\\.ts$' },
      to: { path: '^src/http/routes/', pathNot: ['^src/http/routes/$1', '-schema\\.ts$'] },
    },
    {
      name: 'composition-knows-drivers-only',
      comment: 'src/app.ts chooses drivers; it does not know what they are used for.',
      severity: 'error',
      from: { path: composition },
      to: { path: [`^src/${anyOf(domains)}/`, edges, entries] },
    },
    {
      name: 'composition-is-for-entries',
      comment: 'Others take what they need as arguments; the type of the whole may be named by the edges.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: entries },
      to: { path: composition, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-an-entry',
      comment: 'An entry starts a process.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: entries },
      to: { path: entries },
    },
    {
      name: 'product-code-stands-alone',
      comment: 'What ships does not need tests, scripts or benches.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'product-code-needs-dependencies',
      comment: 'A package needed at run time is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-resolve',
      comment: 'The import names nothing that exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...fences.map(({ name, packages, home, typesAllowed }) => ({
      name: `fence-${name}`,
      comment: `These packages are known only in ${home}.`,
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: home },
      to: {
        path: `(^|/)node_modules/(${packages})/`,
        ...(typesAllowed === true ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
