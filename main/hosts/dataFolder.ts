import envPaths from 'env-paths';
import { productName } from '../../package.json';

/** Where a host without Electron keeps what it remembers, by the platform's own custom. */
export function dataFolder(): string {
  return envPaths(productName, { suffix: '' }).config;
}
