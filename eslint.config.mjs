import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { layers } from './eslint.layers.mjs';
import svelteConfig from './svelte.config.js';

const plain = [
  '*.mjs',
  '*.js',
  '.ci/*.mjs',
  '.ci/*.cjs',
  'test/bench/*.mjs',
  'test/breadth/*.mjs',
  'vite.config.ts',
  'vitest.config.ts',
];

export default tseslint.config(
  {
    ignores: [
      'build/',
      'dist/',
      'out/',
      'coverage/',
      'models/',
      'test/output/',
      'main/engine/onnx/onnxProto.ts',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      // Numbers read well in a message; everything else must be made text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Strings here are names and equations in ASCII.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Index arithmetic over typed arrays keeps its bounds by construction; `noUncheckedIndexedAccess` cannot see that.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Contracts ask for promises where an implementation may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        {
          // It holds all of zod, its messages in every language too; of the namespace a bundle keeps what is used.
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
          message: "Write import * as z from 'zod'.",
        },
      ],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser, svelteConfig } },
  },
  {
    // ESLint's parser gives what comes out of snippets and bindings the type any; svelte-check knows and checks it.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Collections that are replaced whole, or of which nothing is shown, need no reactivity of their own.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    // Fakes and deliberately wrong inputs are what tests are made of.
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      'max-lines': 'off',
    },
  },
  {
    files: plain,
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: globals.node,
    },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/no-require-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  // A rule's options replace each other from block to block, and one file obeys several layers: each has a name of its own.
  ...layers.map(({ files, ignores = [], forbid }, index) => ({
    files,
    ignores,
    plugins: { [`layer-${index}`]: { rules: { imports: tseslint.plugin.rules['no-restricted-imports'] } } },
    rules: {
      [`layer-${index}/imports`]: [
        'error',
        { patterns: Object.entries(forbid).map(([regex, message]) => ({ regex, message })) },
      ],
    },
  })),
);
