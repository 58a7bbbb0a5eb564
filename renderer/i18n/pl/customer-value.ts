import type { customerValue as english } from '../en/customer-value.ts';
import type { Messages } from '../messages.ts';

export const customerValue: Messages<typeof english> = {
  profile: {
    likely: 'Oczekiwane zamówienia {{horizon}}: {{orders}}, warte {{value}}',
    likelyOrders: 'Oczekiwane zamówienia {{horizon}}: {{orders}}',
    gone: 'Najpewniej odszedł: szansa, że jest jeszcze klientem, to {{alive}}',
    none: 'Brak prognozy dla tego klienta',
    waiting: 'Czego się spodziewać …',
    by: 'Według {{model}}, dopasowanego na {{date}} do wszystkich klientów. Pieniądze to marża, dyskontowana o {{rate}} rocznie; pod każdą liczbą jej przedział 90%.',
    notInModel: 'Żaden zakup tego klienta nie mieści się w filtrach do {{date}}, więc model go nie zna.',
    notInPeriod: '{{model}} nie daje liczby dla żadnego klienta.',
    choose: 'Model i horyzont wybiera się w dziale „Wartość życiowa”',
    alive: 'Szansa, że jest jeszcze klientem',
    orders: 'Zamówienia {{horizon}}',
    value: 'CLV, wartość {{horizon}}',
    spend: 'Przychód z jednego zamówienia',
    history: 'Dni z ponownym zakupem dotąd',
    boughtOnce: 'po jednym zakupie nie wiadomo',
    interval: 'przedział 90%',
    recency: 'od pierwszego do ostatniego zakupu',
    age: 'od pierwszego zakupu',
    weeks: '{{n}} tyg.',
    revenue: 'przychód netto dotąd',
    aliveNote: 'Jej przedział wynika z samych parametrów.',
  },
};
