import type { Plugin } from 'vite'
export function residentPage(): Plugin
