const TOTAL = /^(?:grand\s+total|sub-?total|totals?|sum|разом|всього|усього|підсумок|итого|всего|suma|razem|łącznie|ogółem|podsumowanie)(?:$|[\s:.(–—]|-\s)/iu;

/** "Total", "Разом:", "Итого по заказам", "Suma końcowa" … */
export function namesTotal(text: string): boolean {
  return TOTAL.test(text.trim());
}
