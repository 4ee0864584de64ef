import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import mocha from 'eslint-plugin-mocha';
import tseslint from 'typescript-eslint';

const CLOCK = 'use the clock port (src/observe/port.ts): a verdict that reads the clock cannot be replayed';

/** What only main.ts, cli/ and the adapters of the ports may touch. */
const ports = {
  'no-restricted-globals': ['error', { name: 'process', message: 'only main.ts and cli/ touch the process' }],
  'no-restricted-imports': ['error', { paths: [{ name: 'node:process', message: 'only main.ts and cli/' }] }],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: CLOCK },
    { object: 'Math', property: 'random', message: 'use the ids port' },
    { object: 'performance', property: 'now', message: CLOCK },
    { object: 'crypto', property: 'randomUUID', message: 'use the ids port' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
    { selector: 'MemberExpression[object.name="globalThis"][property.name="Date"]', message: CLOCK },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'data/', 'certs-dev/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'better-sqlite3',
              message: 'make connections with store/sqlite/sqlite.ts: a statement that is collected ends Node 24',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: ['src/main.ts', 'src/cli/**', 'src/observe/clock.ts', 'src/observe/ids.ts'],
    rules: ports,
  },
  {
    files: ['src/store/sqlite/sqlite.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  { files: ['test/**/*.test.ts'], ...mocha.configs.recommended },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'mocha/no-mocha-arrows': 'off',
      'mocha/no-setup-in-describe': 'off',
      'mocha/consistent-spacing-between-blocks': 'off',
      'mocha/max-top-level-suites': 'off',
      'mocha/no-top-level-hooks': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable', require: 'readonly' } } },
  prettier,
);
