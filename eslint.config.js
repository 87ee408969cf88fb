/** The house rules that a parser can check; layers are in .dependency-cruiser.cjs, the rest in test/house. */
import tseslint from 'typescript-eslint'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: the name is then the same everywhere.',
}
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only src/config.ts reads the environment; take the value as an argument.',
}
const noSystemClock = {
  selector:
    'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"], ' +
    'MemberExpression[object.name="Date"][property.name="now"], MemberExpression[object.name="performance"][property.name="now"]',
  message: 'Take a Clock as an argument (src/clock.ts), so that tests can hold time.',
}
const noChance = {
  selector: 'MemberExpression[object.name="Math"][property.name="random"]',
  message: 'Take a seed or use src/ids.ts, so that runs can be repeated.',
}
const noEnum = {
  selector: 'TSEnumDeclaration, TSModuleDeclaration[kind="namespace"], TSParameterProperty',
  message: 'Only syntax that can be erased.',
}

const everywhere = [noDefaultExport, noEnum]
const product = [...everywhere, noEnvironment, noSystemClock, noChance]

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'data/',
      'coverage/',
      'node_modules/',
      'src/client/openapi-schema.ts',
      '**/*.js',
      '**/*.cjs',
      '**/*.mjs',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Loops that end by break or return state their bound inside.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // An async function that only throws still owes its caller a promise.
      '@typescript-eslint/require-await': 'off',
      // Closures, not classes: the methods of our factories are bound to nothing.
      '@typescript-eslint/unbound-method': 'off',
      // Drivers of Kysely and BullMQ are generic and structural because their interfaces are.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // The wire types of PostgreSQL are numbers; the driver's enum knows only some.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts', 'workers/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...product],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'kysely',
              importNames: ['sql'],
              message: 'SQL lives in *-queries.ts, src/database and the outbox.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/database/**/*.ts', 'src/queue/outbox.ts', 'src/**/*-queries.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noSystemClock, noChance] },
  },
  {
    files: ['src/clock.ts', 'src/ids.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noEnvironment] },
  },
  {
    files: ['src/cli.ts', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // vitest's asymmetric matchers (expect.any, expect.stringMatching) are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // The tools that load these files ask for a default export.
    files: ['*.config.ts', 'test/support/migrated-template.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
