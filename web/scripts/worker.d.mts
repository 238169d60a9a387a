import type { Plugin } from 'vite'
export function phoneWorker(): Plugin
export function phoneAhead(): Plugin
