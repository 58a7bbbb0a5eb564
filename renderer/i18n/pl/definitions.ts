import type { definitions as english } from '../en/definitions.ts';
import type { Messages } from '../messages.ts';

export const definitions: Messages<typeof english> = {
  title: 'Co znaczy każda liczba',
  lede: 'Według tych definicji liczone są wskaźniki. Od każdego wskaźnika na ekranie można przejść do jego definicji.',
  formula: 'Wzór',
  contents: 'Pojęcia',
  group: {
    model: 'Co jest liczone',
    figures: 'Wskaźniki okresu',
    cohorts: 'Kohorty',
    lifetimeValue: 'Wartość życiowa',
    segments: 'Segmenty',
    leftOut: 'Co nie jest zamówieniem',
    scope: 'Ustawienia, które działają wszędzie',
    uncertainty: 'Przedziały i krzywe',
  },
  term: {
    orderLine: {
      name: 'Pozycja zamówienia',
      text: 'Jeden wiersz pliku zamówień: produkt (albo całe zamówienie) z numerem zamówienia, chwilą zakupu, klientem, liczbą sztuk i kwotą. Jednakowo wyglądające wiersze jednego pliku to osobne pozycje; ponowny import tego samego pliku niczego nie dodaje. Późniejszy plik, w którym pozycja występuje znowu (według zamówienia i miejsca w nim), aktualizuje ją: najpierw łączone są pozycje jednakowe, potem pozycje z tym samym produktem, potem pozycje na tym samym miejscu. Zwrot nigdy nie zastępuje zakupu, a pozycje, których w późniejszym pliku nie ma, pozostają.',
    },
    order: {
      name: 'Zamówienie',
      text: 'Wszystkie pozycje z jednym numerem zamówienia. Jego chwila to chwila najwcześniejszej pozycji. W pliku bez numerów jednym zamówieniem są wszystkie pozycje jednego klienta z jednej chwili. Pozycji nigdy nie liczy się jako zamówień.',
    },
    netAmount: {
      name: 'Kwota po rabacie',
      text: 'Liczba sztuk razy cena jednostkowa, minus rabat; albo suma podana w samym pliku, jeśli w nim jest. Pieniądze są przechowywane dokładnie, jako liczba całkowita najmniejszych jednostek jednej waluty. Kwot w różnych walutach nigdy się nie dodaje.',
      formula: 'liczba sztuk × cena jednostkowa − rabat',
    },
    anonymous: {
      name: 'Zamówienia anonimowe',
      text: 'Zamówienia bez klienta. Wchodzą do przychodu i liczby zamówień, a nigdy do wskaźników klientów. Ich udział jest podany obok każdego takiego wskaźnika.',
    },
    activeCustomers: { name: 'Aktywni klienci', text: 'Różni klienci, którzy mają w okresie co najmniej jedno zamówienie.' },
    newCustomers: { name: 'Nowi klienci', text: 'Klienci, których pierwsze w ogóle zamówienie przypada na ten okres.' },
    customerRetentionRate: {
      name: 'Utrzymani klienci (wskaźnik retencji klientów)',
      text: 'Klienci ostatniego dnia okresu, którzy nie są w nim nowi, jako odsetek klientów jego pierwszego dnia. Klientem w danym dniu jest ten, kto złożył zamówienie w oknie aktywności do tego dnia. Nowi klienci okresu są odjęci. Kto wrócił po upływie swojego okna, liczy się jako utrzymany; jeśli wróciło więcej, niż odeszło, nie jest to odsetek i nie jest podawany.',
      formula: '(klienci na końcu − nowi klienci) ÷ klienci na początku',
    },
    churnRate: {
      name: 'Utraceni klienci (odpływ klientów)',
      text: 'Klienci utraceni w okresie, pomniejszeni o tych, którzy wrócili, jako odsetek klientów jego pierwszego dnia.',
      formula: '1 − wskaźnik retencji klientów',
    },
    periodRepurchaseRate: {
      name: 'Wrócili z poprzedniego okresu (ponowne zakupy)',
      text: 'Odsetek aktywnych klientów poprzedniego okresu, którzy są aktywni także w tym. Oba okresy mają tę samą długość.',
      formula: 'aktywni w obu okresach ÷ aktywni w poprzednim okresie',
    },
    repeatPurchaseRate: {
      name: 'Kupili więcej niż raz (odsetek kupujących ponownie)',
      text: 'Odsetek aktywnych klientów, którzy mają w okresie dwa zamówienia lub więcej.',
      formula: 'klienci z ≥ 2 zamówieniami ÷ aktywni klienci',
    },
    purchaseFrequency: {
      name: 'Zamówień na klienta (częstotliwość zakupów)',
      text: 'Ile zamówień złożył w okresie przeciętny aktywny klient. Zamówienia anonimowe są pominięte.',
      formula: 'zamówienia ÷ aktywni klienci',
    },
    averageOrderValue: {
      name: 'Średnie zamówienie (średnia wartość zamówienia)',
      text: 'Przychód netto z przeciętnego zamówienia w okresie.',
      formula: 'przychód netto ÷ zamówienia',
    },
    customerValue: {
      name: 'Wartość klienta',
      text: 'Ile przyniósł w okresie przeciętny aktywny klient.',
      formula: 'częstotliwość zakupów × średnia wartość zamówienia',
    },
    orders: { name: 'Zamówienia', text: 'Zamówienia w okresie bez pominiętych: anulowanych, testowych, zerowych, w całości zwróconych oraz korekt.' },
    netRevenue: {
      name: 'Przychód netto',
      text: 'Suma kwot po rabacie z zamówień w okresie pomniejszona o zwroty. Domyślnie zwrot zmniejsza przychód tego okresu, w którym było zwracane zamówienie.',
      formula: 'suma kwot po rabacie − zwroty',
    },
    repeatRevenueShare: {
      name: 'Przychód z kolejnych zamówień (udział)',
      text: 'Część przychodu netto okresu, która pochodzi z zamówień innych niż pierwsze zamówienie danego klienta.',
      formula: 'przychód z kolejnych zamówień ÷ przychód',
    },
    netProfitPerCustomer: {
      name: 'Zysk netto na klienta',
      text: 'Przychód netto minus koszt towarów i wydatki oznaczone jako utrzymanie lub obsługa, w przeliczeniu na aktywnego klienta. Potrzebna jest kolumna z kosztem towarów.',
      formula: '(przychód netto − koszt towarów − wydatki na utrzymanie) ÷ aktywni klienci',
    },
    medianDaysToSecondOrder: {
      name: 'Mediana czasu do drugiego zamówienia',
      text: 'Liczba dni od pierwszego zamówienia, po których połowa klientów zamówiła ponownie, oszacowana krzywą Kaplana–Meiera. Obejmuje wszystkich, których pierwsze zamówienie przypada przed końcem okresu, według stanu na jego ostatni dzień; krzywa obok obejmuje tylko pozyskanych w okresie. Gdy ponownie zamawia mniej niż połowa, takiego dnia nie ma i liczba nie jest podawana.',
    },
    customersAtEnd: {
      name: 'Klienci na koniec okresu',
      text: 'Klienci, którzy zamówili w oknie aktywności kończącym się ostatniego dnia okresu.',
    },
    acquisitionCost: {
      name: 'Koszt pozyskania (CAC)',
      text: 'Wydatki na pozyskanie w okresie na każdego klienta, którego pierwsze zamówienie w nim leży. Wydatki miesiąca rozłożono równo na jego dni. Kanały oznaczone jako utrzymanie lub obsługa są pominięte.',
      formula: 'wydatki na pozyskanie ÷ nowi klienci',
    },
    gaps: {
      name: 'Odstępy między zamówieniami',
      text: 'Dni między kolejnymi zamówieniami klienta. Liczą się tylko zakończone odstępy: kto jeszcze nie zamówił ponownie, jest na krzywej przeżycia. Kwantyle R-7 z przedziałem statystyk pozycyjnych.',
    },
    concentration: {
      name: 'Koncentracja',
      text: 'Klienci z zamówieniem w okresie według malejącego przychodu netto wobec udziału przychodu, który przynoszą. Współczynnik Giniego to 0, gdy wszyscy przynoszą tyle samo, i 1, gdy wszystko przynosi jeden.',
    },
    payback: {
      name: 'Miesiąc zwrotu',
      text: 'Pierwszy miesiąc po miesiącu pierwszego zamówienia, do którego narastająca marża na klienta, wśród obserwowanych tak długo, osiąga koszt pozyskania.',
    },
    expectedGap: {
      name: 'Oczekiwany odstęp',
      text: 'Po jakim czasie od zamówienia można oczekiwać następnego: własne odstępy klienta, gdy jest ich co najmniej cztery, w przeciwnym razie odstępy wszystkich klientów jego segmentu. Podaje się medianę i środkowe 80%.',
    },
    dueToReorder: {
      name: 'Pora zamówić ponownie',
      text: 'Od ostatniego zamówienia minęło tyle dni, ile leży między medianą a 90. percentylem oczekiwanego odstępu.',
    },
    atRiskAndValuable: {
      name: 'Cenni i zagrożeni',
      text: 'Od ostatniego zamówienia minęło więcej dni niż 90. percentyl oczekiwanego odstępu, a przychód netto leży powyżej 80. percentyla ocenionych klientów.',
    },
    valuableAtRisk: {
      name: 'Cenni, pewnie odeszli',
      text: 'Należą do piątej części klientów o największym dotąd przychodzie netto, a P(aktywny) według dopasowanego modelu zakupów jest mniejsze niż połowa.',
    },
    activityWindow: {
      name: 'Okno aktywności',
      text: 'Jak długo zamówienie czyni kogoś klientem: 365 dni, chyba że wybierzesz inną liczbę albo 90. percentyl odstępów między zamówieniami.',
    },
    comparison: {
      name: 'Porównywane okresy',
      text: 'Poprzedni okres ma tę samą długość i kończy się tam, gdzie zaczyna się ten. Rok wcześniej to ten sam okres cofnięty o jeden rok kalendarzowy.',
    },
    cohort: {
      name: 'Kohorta',
      text: 'Klienci, których pierwsze zamówienie przypada na ten sam okres kalendarzowy albo ma tę samą cechę, na przykład kanał lub miasto. Nikt później nie zmienia kohorty.',
    },
    age: {
      name: 'Wiek',
      text: 'Okresy kalendarzowe od okresu samej kohorty (0 to on sam); albo okna o stałej liczbie dni liczone od pierwszego zamówienia każdego klienta; albo numer zamówienia.',
    },
    retainedInAge: { name: 'Utrzymani: zamówili w tym wieku', text: 'Klient jest utrzymany w danym wieku, jeśli w nim coś zamówił. Tak liczy się domyślnie.' },
    retainedInAgeOrLater: {
      name: 'Utrzymani: zamówili w tym wieku lub później',
      text: 'Klient jest utrzymany w danym wieku, jeśli zamówił w nim albo kiedykolwiek później. Najnowsze wieki zawsze wyglądają gorzej, bo „później” ledwie się dla nich zaczęło.',
    },
    retainedEveryAge: { name: 'Utrzymani: zamówili w każdym wieku aż do tego', text: 'Klient jest utrzymany w danym wieku, jeśli zamówił w nim i w każdym poprzednim.' },
    complete: { name: 'Komórka pełna', text: 'Każdego klienta kohorty obserwowano przez cały ten wiek.' },
    running: {
      name: 'Komórka w toku',
      text: 'Przez cały ten wiek obserwowano tylko część klientów albo wiek jeszcze trwa. Komórka jest zakreskowana, pokazuje, ilu klientów obserwowano w pełni, i nie wchodzi do żadnej średniej.',
    },
    future: { name: 'Komórka przyszła', text: 'Żaden klient kohorty nie osiągnął jeszcze tego wieku. Komórka jest pusta, co nie znaczy zero.' },
    weightedMean: {
      name: 'Średnia ważona',
      text: 'Średnia w danym wieku po wszystkich klientach, dla których ten wiek jest pełny, więc duża kohorta waży więcej niż mała. Komórki w toku są pominięte; kohorty według wartości, na przykład kanału, stale rosną i z nich liczą się klienci obserwowani przez cały ten wiek.',
      formula: 'suma po klientach obserwowanych przez cały wiek ÷ ich liczba',
    },
    ordersPerCustomer: {
      name: 'Zamówienia na klienta kohorty',
      text: 'Zamówienia kohorty w danym wieku podzielone przez wszystkich jej klientów, także tych, którzy nie wrócili.',
      formula: 'zamówienia ÷ klienci kohorty',
    },
    grossRevenue: {
      name: 'Przychód brutto',
      text: 'Sprzedaż przed rabatami i zwrotami, łącznie z zamówieniami później w całości zwróconymi: przychód brutto bez rabatów i zwrotów to przychód netto.',
    },
    margin: {
      name: 'Marża',
      text: 'Przychód netto pomniejszony o koszt towaru. Potrzebna jest kolumna z kosztem towaru.',
      formula: 'przychód netto − koszt towaru',
    },
    refundedAmount: {
      name: 'Zwroty w pieniądzu',
      text: 'Ile zwrócono za zamówienia kohorty; datę określa ustawienie zwrotów.',
    },
    marginPerCustomer: {
      name: 'Marża na klienta, narastająco',
      text: 'Marża kohorty w danym wieku podzielona przez wszystkich jej klientów. Dodawana wiek po wieku i zestawiona z kosztem pozyskania pokazuje, kiedy ten koszt się zwraca.',
      formula: 'marża ÷ klienci kohorty',
    },
    revenuePerCustomer: {
      name: 'Przychód na klienta, narastająco',
      text: 'Przychód netto kohorty w danym wieku podzielony przez wszystkich jej klientów, także tych, którzy nie wrócili. Dodawany wiek po wieku tworzy krzywą wartości życiowej klienta.',
      formula: 'przychód netto ÷ klienci kohorty',
    },
    clv: {
      name: 'Wartość życiowa klienta (CLV)',
      text: 'Marża, której model oczekuje od klienta w horyzoncie, zdyskontowana; także od tych, którzy mogli odejść, z prawdopodobieństwem, że zostali. Po zwrotach i z udziałem marży. Przedział 90% sumy obejmuje niepewność parametrów i przypadkowość zachowań klientów.',
      formula: 'Σ oczekiwane zakupy × oczekiwana kwota × marża ÷ (1 + stopa)ᵗ',
    },
    pAlive: {
      name: 'P(alive)',
      text: 'Prawdopodobieństwo, że klient jeszcze kiedyś kupi, odczytane przez model z tego, jak często i jak niedawno kupował. W BG/NBD z konstrukcji wynosi 1 dla każdego, kto kupił raz.',
    },
    bgNbd: {
      name: 'BG/NBD',
      text: 'Zakupy we własnym tempie klienta; po każdym ponownym zakupie szansa odejścia na zawsze. Czas to dni ÷ 7, zakup to dzień z zakupem. Fader, Hardie & Lee (2005).',
    },
    mbgNbd: {
      name: 'MBG/NBD',
      text: 'Jak BG/NBD, lecz odejść można także po pierwszym zakupie, więc jednorazowi klienci mogli odejść. Batislam, Denizel & Filiztekin (2007).',
    },
    paretoNbd: {
      name: 'Pareto/NBD',
      text: 'Zakupy we własnym tempie klienta aż do chwili odejścia, która nie zależy od zakupów. Schmittlein, Morrison & Colombo (1987).',
    },
    sbg: {
      name: 'sBG',
      text: 'Odnowienia okres po okresie: każdy klient odnawia z własnym niezmiennym prawdopodobieństwem, a te prawdopodobieństwa mają rozkład beta. Dla plików subskrypcji. Fader & Hardie (2007).',
    },
    gammaGamma: {
      name: 'Gamma-Gamma',
      text: 'Średnia kwota ponownych zakupów klienta, tym bliższa ogólnej, im mniej kupował. Zakłada, że kwoty nie idą w parze z częstością; jest to sprawdzane i pokazywane. Fader & Hardie (2013).',
    },
    holdout: {
      name: 'Odłożone dni (holdout)',
      text: 'Model uczy się na zamówieniach do pewnego dnia i przewiduje następne dni, które są już znane. Obciążenie: przewidziana suma wobec rzeczywistej. MAE i RMSE: średni i średniokwadratowy błąd na klienta. Klienci widziani po raz pierwszy później są policzeni i pominięci.',
      formula: 'obciążenie = przewidziane ÷ rzeczywiste − 1',
    },
    formulaLtv: {
      name: 'LTV według wzoru',
      text: 'Średnie zamówienie razy zamówienia klienta w miesiącu, razy udział marży, razy miesiące życia. Życie to jeden przez miesięczne odejścia, średni czas od pierwszego do ostatniego zamówienia albo Twoja liczba.',
      formula: 'AC × N × P × T',
    },
    customerLifespan: {
      name: 'Wartość klienta × długość życia',
      text: 'Ile klient zamawia w roku w pieniądzach, razy lata, przez które klienci zostają. To przychód, nie marża.',
      formula: 'zamówienia w roku × średnie zamówienie × lata życia',
    },
    historicValue: {
      name: 'Wartość historyczna',
      text: 'Przychód netto lub marża wszystkich zamówień dotąd, podzielone przez wszystkich klientów. Patrzy tylko wstecz.',
      formula: 'przychód netto dotąd ÷ klienci',
    },
    marginCurve: {
      name: 'Krzywa marży i zwrot',
      text: 'Marża na pozyskanego klienta, sumowana według miesięcy jego własnego wieku. Miesiąc jest zaobserwowany, dopóki co najmniej 30 klientów widać przez cały miesiąc; późniejsze idą dalej stosunkiem ostatnich i są oznaczone. Zwrot to pierwszy miesiąc, do końca którego marża przekroczyła koszt pozyskania.',
    },
    retentionUplift: {
      name: 'Co, gdyby wracało więcej',
      text: 'W każdym miesiącu po pierwszym zamówienia i marża krzywej rosną o wybrany udział dla klientów pozyskanych w roku do dnia stanu. Koszt działania jest odjęty.',
      formula: 'marża × (1 + wzrost) − koszt',
    },
    cancelled: { name: 'Zamówienia anulowane', text: 'Zamówienia, których status mówi, że je anulowano.' },
    test: { name: 'Zamówienia testowe', text: 'Zamówienia, których status mówi, że były tylko próbą.' },
    'zero-value': { name: 'Zamówienia zerowe', text: 'Zamówienia, których kwota wynosi zero jeszcze przed zwrotami: prezenty, próbki, korekty stanu magazynu.' },
    'credit-note': {
      name: 'Korekty',
      text: 'Dokumenty, które cofają wcześniejsze zamówienie w całości lub w części. Nie są zamówieniami; ich kwota jest odejmowana od zamówienia, które korygują.',
    },
    'refunded-in-full': { name: 'Zamówienia zwrócone w całości', text: 'Zamówienia, których całą kwotę zwrócono do dnia obliczeń. Takie zamówienie się nie liczy i nie jest zakupem swojego klienta.' },
    'other-currency': { name: 'Zamówienia w innej walucie', text: 'Wiersze w innej walucie niż wyniki. Kwot w różnych walutach nigdy się nie dodaje: takie wiersze są pominięte i policzone, chyba że reguły projektu je przeliczają.' },
    'no-rate': { name: 'Zamówienia bez kursu waluty', text: 'Wiersze w walucie, dla której tabela kursów nie ma kursu na ich dzień. Są pominięte i policzone.' },
    credits: {
      name: 'Dopasowanie korekt',
      text: 'Pozycja zwrotu jest dopasowywana do najpóźniejszego wcześniejszego zamówienia tego samego klienta na ten sam produkt, w którym zostało go jeszcze dość. Jeśli takiego nie ma, kwota przypada na dzień samego dokumentu.',
    },
    asOf: {
      name: 'Dzień obliczeń',
      text: 'Wszystko można policzyć tak, jakby ten dzień był ostatni: zamówień po nim nie ma, a późniejszych zwrotów jeszcze nie było. Domyślnie jest to ostatni dzień z pozycją zamówienia.',
    },
    filters: {
      name: 'Filtry',
      text: 'Filtr klientów zostawia tych, których pierwsze zamówienie ma wybraną wartość, ze wszystkimi ich zamówieniami. Filtr zamówień zostawia tylko zamówienia z tą wartością; nie zmienia tego, kto jest nowy i w której kohorcie.',
    },
    refunds: {
      name: 'Na kiedy przypada zwrot',
      text: 'Zwrot zmniejsza pieniądze okresu, w którym było zamówienie, albo, jeśli tak wybierzesz, dnia samego zwrotu. Suma za cały czas jest taka sama.',
    },
    fingerprint: {
      name: 'Odcisk danych',
      text: 'Krótki kod policzony ze wszystkich zaimportowanych wierszy. Dwa wyniki z tym samym odciskiem i tymi samymi ustawieniami opierają się na dokładnie tych samych danych.',
    },
    wilson: {
      name: 'Przedział Wilsona',
      text: '95-procentowy przedział odsetka. W odróżnieniu od prostego mieści się między 0 a 100% i sprawdza się także w małych grupach. Wilson (1927).',
    },
    newcombe: {
      name: 'Przedział Newcombe’a',
      text: '95-procentowy przedział różnicy dwóch odsetków, zbudowany z ich przedziałów Wilsona. Jeśli zawiera zero, różnica może być przypadkowa. Newcombe (1998), metoda 10.',
    },
    bootstrap: {
      name: 'Przedział bootstrapowy',
      text: '95-procentowy przedział średniej albo ilorazu sum: klientów losuje się wiele razy i za każdym razem liczy wskaźnik od nowa. Ziarno losowania jest stałe, więc te same dane dają zawsze ten sam przedział. Efron (1979).',
    },
    kaplanMeier: {
      name: 'Krzywa Kaplana–Meiera',
      text: 'Odsetek klientów, którzy do danego dnia zamówili ponownie; ci, którzy jeszcze tego nie zrobili, liczą się tak długo, jak ich obserwowano. 95-procentowy pas według wzoru Greenwooda w skali podwójnie logarytmicznej. Kaplan i Meier (1958).',
    },
    rfm: {
      name: 'Czas, częstość, kwota (RFM)',
      text: 'R to dni od ostatniego zamówienia klienta do dnia obliczeń, F to liczba zamówień, M ich przychód netto, wszystko w oknie analizy. Mediana i średnie segmentu są po jego klientach.',
    },
    rfmScore: {
      name: 'Punkty',
      text: 'Od 1 do 5, 5 to najlepiej: o jeden więcej niż liczba tych z czterech progów, od których wartość jest ściśle lepsza (niższa dla R, wyższa dla F i M). Klienci z tą samą wartością mają więc zawsze te same punkty; gdzie większość kupiła raz, mają F = 1. Progi to piąte części wartości klientów albo własne.',
      formula: '1 + progi, od których wartość jest ściśle lepsza',
    },
    segment: {
      name: 'Segment klientów',
      text: 'Komórki siatki R i FM, średniej F i M zaokrąglonej od połowy w górę. Każda z 25 komórek należy dokładnie do jednego segmentu, więc każdy oceniony klient jest dokładnie w jednym. Udziały dotyczą ocenionych klientów, z przedziałem Wilsona.',
      formula: 'FM = (F + M) ÷ 2, od połowy w górę',
    },
    segmentMovement: {
      name: 'Ruch między segmentami',
      text: 'Segment każdego klienta w dwóch dniach, w każdym według tego, co było wtedy wiadomo. Przy własnych progach punkty są miejscem wśród klientów danego dnia; przy progach pierwszego dnia znaczą w obu to samo. Kto nie miał zamówień do wcześniejszego dnia, nie jest jeszcze klientem.',
    },
  },
};
