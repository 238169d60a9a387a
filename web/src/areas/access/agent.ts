// What a browser says of itself, in two words: which browser, on what.
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'], [/DingTalk/, 'DingTalk'], [/HuaweiBrowser/, 'Huawei'], [/MiuiBrowser/, 'Mi'], [/MQQBrowser|QQBrowser/, 'QQ'], [/UCBrowser/, 'UC'],
  [/Edg(e|A|iOS)?\//, 'Edge'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
]

/** `Chrome · Android`; the words themselves when they are of no known browser, as those of a program that records visits. */
export function agentName(agent: string): string {
  const of = (known: readonly [RegExp, string][]): string | undefined => known.find(([sign]) => sign.test(agent))?.[1]
  const browser = of(BROWSERS)
  return browser ? [browser, of(SYSTEMS)].filter(Boolean).join(' · ') : agent
}
