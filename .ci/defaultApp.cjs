// Stands in for Electron's own default app: runs the app whose folder is the first argument that is no switch.
'use strict';
const { app } = require('electron');
const path = require('node:path');

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const description = require(path.join(folder, 'package.json'));
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
app.setAppPath(folder);
process.defaultApp = true;
require(path.join(folder, description.main));
