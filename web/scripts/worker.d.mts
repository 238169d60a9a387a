import type { Plugin } from 'vite'
export function phoneWorker(): Plugin
