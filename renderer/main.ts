import './styles/fonts.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/forcedColours.css';
import { mount } from 'svelte';
import * as z from 'zod';
import App from './App.svelte';

// The page's content security policy forbids the code generation that zod would otherwise try.
z.config({ jitless: true });

const target = document.getElementById('app');
if (target) mount(App, { target });
