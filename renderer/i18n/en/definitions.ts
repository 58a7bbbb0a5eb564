export const definitions = {
  title: 'What every number means',
  lede: 'These are the definitions that the figures are calculated by. Every figure on screen leads back to its own.',
  formula: 'Formula',
  contents: 'Terms',
  group: {
    model: 'What is counted',
    figures: 'Figures of a period',
    cohorts: 'Cohorts',
    lifetimeValue: 'Lifetime value',
    segments: 'Segments',
    leftOut: 'What does not count as an order',
    scope: 'Settings that apply everywhere',
    uncertainty: 'Intervals and curves',
  },
  term: {
    orderLine: {
      name: 'Order line',
      text: 'One row of an order file: a product (or a whole order), with its order, moment, customer, quantity and amount. Lines that look alike within one file are separate lines; importing the same file again adds nothing. A later file that has a line again, by its order and its place in it, brings the line up to date: first lines that are alike are matched, then lines of the same product, then lines in the same place. A refund never takes the place of a purchase, and lines that the later file lacks stay.',
    },
    order: {
      name: 'Order',
      text: 'All lines with one order number. Its moment is that of its earliest line. In a file without order numbers, all lines of one customer at one moment are one order. Lines are never counted as orders.',
    },
    netAmount: {
      name: 'Net amount',
      text: 'Quantity times unit price, less the discount; or the file’s own total where it has one. Money is held exactly, as a whole number of the smallest unit of one currency. Amounts in different currencies are never added.',
      formula: 'quantity × unit price − discount',
    },
    anonymous: {
      name: 'Anonymous orders',
      text: 'Orders without a customer. They count in revenue and in the number of orders, unless the project’s rules leave them out, and never in a figure about customers. Their share is shown beside each of those.',
    },
    activeCustomers: { name: 'Active customers', text: 'Different customers with at least one order in the period.' },
    newCustomers: { name: 'New customers', text: 'Customers whose first order ever lies in the period.' },
    customerRetentionRate: {
      name: 'Customers kept (customer retention rate)',
      text: 'Customers on the last day of the period who are not new in it, as a share of the customers on its first day. Someone is a customer on a day when they ordered within the activity window up to that day. New customers of the period are taken off. Someone won back after their window had run out counts as kept; where more are won back than lost, this is no share and is not given.',
      formula: '(customers at the end − new customers) ÷ customers at the start',
    },
    churnRate: {
      name: 'Customers lost (churn rate)',
      text: 'The customers lost in the period, less those won back, as a share of the customers on its first day.',
      formula: '1 − customer retention rate',
    },
    periodRepurchaseRate: {
      name: 'Back from the period before (period-to-period repurchase)',
      text: 'The share of the customers who were active in the period before and are active in this one too. Both periods have the same length.',
      formula: 'active in both periods ÷ active in the period before',
    },
    repeatPurchaseRate: {
      name: 'Bought more than once (repeat purchase rate)',
      text: 'The share of active customers with two or more orders in the period.',
      formula: 'customers with ≥ 2 orders ÷ active customers',
    },
    purchaseFrequency: {
      name: 'Orders per customer (purchase frequency)',
      text: 'Orders of an active customer in the period, on average. Anonymous orders are left out.',
      formula: 'orders ÷ active customers',
    },
    averageOrderValue: {
      name: 'Average order (average order value)',
      text: 'Net revenue of an order in the period, on average.',
      formula: 'net revenue ÷ orders',
    },
    customerValue: {
      name: 'Value of a customer (customer value)',
      text: 'What an active customer brought in the period, on average.',
      formula: 'purchase frequency × average order value',
    },
    orders: { name: 'Orders', text: 'Orders in the period, without those that are left out: cancelled, test, zero-value and fully refunded orders and credit notes.' },
    netRevenue: {
      name: 'Net revenue',
      text: 'The sum of the net amounts of the orders in the period, less refunds. By default a refund lowers the period of the order that it gives back.',
      formula: 'sum of net amounts − refunds',
    },
    repeatRevenueShare: {
      name: 'Revenue from later orders (share of repeat revenue)',
      text: 'The share of net revenue in the period that comes from orders other than their customer’s first.',
      formula: 'revenue of later orders ÷ revenue',
    },
    netProfitPerCustomer: {
      name: 'Net profit per customer',
      text: 'Net revenue less the cost of goods and the spending that you mark as retention or service, for each active customer. It needs a column with the cost of goods.',
      formula: '(net revenue − cost of goods − retention spending) ÷ active customers',
    },
    medianDaysToSecondOrder: {
      name: 'Median time to the second order',
      text: 'The number of days after their first order by which half of the customers have ordered again, estimated with the Kaplan–Meier curve. It covers everybody whose first order lies before the end of the period, as known on its last day; the curve beside it covers only those won in the period. Where fewer than half ever order again, there is no such day, and no number is shown.',
    },
    customersAtEnd: {
      name: 'Customers at the end of the period',
      text: 'Customers with an order within the activity window that ends on the last day of the period.',
    },
    acquisitionCost: {
      name: 'Acquisition cost (CAC)',
      text: 'Spending on acquisition in the period for each customer whose first order lies in it. A month’s spending is spread evenly over its days. Channels that you mark as retention or service are left out.',
      formula: 'acquisition spending ÷ new customers',
    },
    gaps: {
      name: 'Gaps between orders',
      text: 'Days between consecutive orders of a customer. Only gaps that ended are counted: who has not ordered again yet is in the survival curve. Quantiles are R-7 with an order-statistic interval.',
    },
    concentration: {
      name: 'Concentration',
      text: 'Customers with an order in the period in order of their net revenue, best first, against the share of revenue that they bring. The Gini coefficient is 0 when all bring the same and 1 when one brings all.',
    },
    payback: {
      name: 'Payback month',
      text: 'The first month after that of the first order by which the cumulative margin per customer, of those observed so long, reaches the cost of winning one.',
    },
    expectedGap: {
      name: 'Expected gap',
      text: 'How long after an order the next one may be expected: the customer’s own gaps where there are at least four, otherwise those of all customers of the segment. Its median and the middle 80% are given.',
    },
    dueToReorder: {
      name: 'Due to reorder',
      text: 'As many days have passed since the last order as lie between the median and the 90th percentile of the expected gap.',
    },
    atRiskAndValuable: {
      name: 'At risk and valuable',
      text: 'More days have passed since the last order than the 90th percentile of the expected gap, and net revenue lies above the 80th percentile of the scored customers.',
    },
    valuableAtRisk: {
      name: 'Valuable, likely gone',
      text: 'Among the fifth of customers with most net revenue so far, and P(alive) below one half by a fitted model of purchases.',
    },
    activityWindow: {
      name: 'Activity window',
      text: 'How long an order makes someone a customer: 365 days, unless you choose another number, or the 90th percentile of the gaps between orders.',
    },
    comparison: {
      name: 'Periods compared',
      text: 'The period before has the same length and ends where this one begins. The year before is the same period moved back by one calendar year.',
    },
    cohort: {
      name: 'Cohort',
      text: 'The customers whose first order lies in the same calendar period, or whose first order has the same attribute, such as a channel or a city. Nobody changes cohort later.',
    },
    age: {
      name: 'Age',
      text: 'Calendar periods since the cohort’s own (0 is that period itself); or windows of some days counted from each customer’s own first order; or the number of the order.',
    },
    retainedInAge: { name: 'Kept: ordered in this age', text: 'A customer is kept at an age if they ordered within it. This is the default.' },
    retainedInAgeOrLater: {
      name: 'Kept: ordered in this age or later',
      text: 'A customer is kept at an age if they ordered within it or at any later time. Recent ages always look worse, because later has hardly begun for them.',
    },
    retainedEveryAge: { name: 'Kept: ordered in every age up to this', text: 'A customer is kept at an age if they ordered in that age and in each one before it.' },
    complete: { name: 'Complete cell', text: 'Every customer of the cohort has been observed for the whole of this age.' },
    running: {
      name: 'Running cell',
      text: 'Only some customers have been observed for the whole of this age, or the age is not over. The cell is hatched, shows how many customers have been observed in full, and enters no average.',
    },
    future: { name: 'Future cell', text: 'No customer of the cohort has reached this age. The cell is empty, which does not mean zero.' },
    weightedMean: {
      name: 'Weighted mean',
      text: 'The mean at an age over all customers for whom that age is complete, so that a large cohort weighs more than a small one. Running cells are left out; cohorts of a value, such as a channel, never stop growing, and of them the customers observed for the whole age are in.',
      formula: 'sum over customers observed for the whole age ÷ their number',
    },
    ordersPerCustomer: {
      name: 'Orders per customer of a cohort',
      text: 'Orders of a cohort at an age, divided by all of its customers, also by those who did not come back.',
      formula: 'orders ÷ customers of the cohort',
    },
    grossRevenue: {
      name: 'Gross revenue',
      text: 'Sales before discounts and refunds, including orders that were later refunded in full, so that gross revenue less discounts and refunds is net revenue.',
    },
    margin: {
      name: 'Margin',
      text: 'Net revenue less the cost of goods. It needs a column with the cost of goods.',
      formula: 'net revenue − cost of goods',
    },
    refundedAmount: {
      name: 'Refunds in money',
      text: 'What was given back for a cohort’s orders, dated as the setting for refunds says.',
    },
    marginPerCustomer: {
      name: 'Margin per customer so far',
      text: 'Margin of a cohort at an age, divided by all of its customers. Added up over the ages and set beside the cost of winning a customer, it shows when that cost is paid back.',
      formula: 'margin ÷ customers of the cohort',
    },
    revenuePerCustomer: {
      name: 'Revenue per customer so far',
      text: 'Net revenue of a cohort at an age, divided by all of its customers, also by those who did not come back. Added up over the ages, it is the lifetime value curve.',
      formula: 'net revenue ÷ customers of the cohort',
    },
    clv: {
      name: 'Customer lifetime value (CLV)',
      text: 'Margin that a model expects from a customer within the horizon, discounted; also from customers who may have left, each with the chance that they are still there. It comes after refunds and margin. The total’s 90% interval holds the uncertainty of the parameters and the chance of what customers do.',
      formula: 'Σ expected purchases × expected spend × margin ÷ (1 + rate)ᵗ',
    },
    pAlive: {
      name: 'P(alive)',
      text: 'The chance that a customer will ever buy again, as a model reads it off how often and how lately they bought. Under BG/NBD it is 1 for everybody who bought once, by construction.',
    },
    bgNbd: {
      name: 'BG/NBD',
      text: 'Purchases at a rate of the customer’s own; after each repeat purchase a chance of leaving for good. Times are days ÷ 7, a purchase is a purchase day. Fader, Hardie & Lee (2005).',
    },
    mbgNbd: {
      name: 'MBG/NBD',
      text: 'As BG/NBD, with a chance of leaving after the first purchase too, so one-time buyers may have left. Batislam, Denizel & Filiztekin (2007).',
    },
    paretoNbd: {
      name: 'Pareto/NBD',
      text: 'Purchases at a rate of the customer’s own, until a moment of leaving that does not depend on purchases. Schmittlein, Morrison & Colombo (1987).',
    },
    sbg: {
      name: 'sBG',
      text: 'Renewals period by period: each customer renews with a chance of their own that does not change, and those chances follow a beta distribution. For files of subscriptions. Fader & Hardie (2007).',
    },
    gammaGamma: {
      name: 'Gamma-Gamma',
      text: 'The mean amount of a customer’s repeat purchases, drawn towards that of all customers the less they bought. It assumes that spend does not go with frequency, which is tested and shown. Fader & Hardie (2013).',
    },
    holdout: {
      name: 'Days held back (holdout)',
      text: 'The model learns from the orders up to a day and foresees the days after it, which are known. Bias: the total foreseen against what happened. MAE and RMSE: the mean and the root mean square of the errors, customer by customer. Customers first seen later are counted and left out.',
      formula: 'bias = foreseen ÷ actual − 1',
    },
    formulaLtv: {
      name: 'LTV by the formula',
      text: 'Average order times orders per customer and month, times the share that is margin, times months of life. The life is one over the monthly churn, the mean time from first to last order, or a figure of your own.',
      formula: 'AC × N × P × T',
    },
    customerLifespan: {
      name: 'Customer value × lifespan',
      text: 'What a customer orders in a year, in money, times the years that customers stay. It is revenue, not margin.',
      formula: 'orders a year × average order × years of life',
    },
    historicValue: {
      name: 'Historic value',
      text: 'Net revenue, or margin, of all orders so far, divided by all customers. It looks back only.',
      formula: 'net revenue so far ÷ customers',
    },
    marginCurve: {
      name: 'Margin curve and payback',
      text: 'Margin per acquired customer, added up by months of the customer’s own age. A month is observed while at least 30 customers have been seen for all of it; later months go on at the last months’ ratio and are marked. Payback is the first month at whose end the margin has passed the cost of acquisition.',
    },
    retentionUplift: {
      name: 'What if more came back',
      text: 'In every month after the first, orders and margin of the curve are raised by the share chosen, for the customers acquired in the year up to the as-of date. The cost of the measure is taken off.',
      formula: 'margin × (1 + uplift) − cost',
    },
    cancelled: { name: 'Cancelled orders', text: 'Orders whose status says that they were cancelled.' },
    test: { name: 'Test orders', text: 'Orders whose status says that they were only a test.' },
    'zero-value': { name: 'Zero-value orders', text: 'Orders whose amount is zero before any refund: gifts, samples, corrections of stock.' },
    'credit-note': {
      name: 'Credit notes',
      text: 'Documents that give back an earlier order, in whole or in part. They are not orders; their amount is taken off the order that they correct.',
    },
    'refunded-in-full': { name: 'Orders refunded in full', text: 'Orders whose whole amount was given back by the as-of date. Such an order does not count, and its customer did not buy by it.' },
    'other-currency': { name: 'Orders in another currency', text: 'Lines in another currency than the results. Amounts in several currencies are never added: these are left out, with their count, unless the project’s rules convert them.' },
    'no-rate': { name: 'Orders without an exchange rate', text: 'Lines in a currency for which the rate table has no rate on their day. They are left out and counted.' },
    credits: {
      name: 'Matching of credit notes',
      text: 'A line that gives goods back is matched with the same customer’s latest earlier order of that product that still has enough of it. What finds no such order falls on its own day.',
    },
    asOf: {
      name: 'As-of date',
      text: 'Everything can be calculated as if this were the last day: orders after it do not exist, and refunds after it have not yet been made. By default it is the last day with an order line.',
    },
    filters: {
      name: 'Filters',
      text: 'A filter on customers keeps those whose first order has the chosen value, with all of their orders. A filter on orders keeps only the orders that have it; who is new and in which cohort does not change.',
    },
    refunds: {
      name: 'Where a refund falls',
      text: 'A refund lowers the money of the period of the original order, or, if you choose so, that of the day of the refund. Totals over all time are the same.',
    },
    fingerprint: {
      name: 'Data fingerprint',
      text: 'A short code calculated from all imported rows. Two results with the same fingerprint and the same settings rest on exactly the same data.',
    },
    wilson: {
      name: 'Wilson interval',
      text: 'The 95% interval of a share. Unlike the simple one it stays between 0 and 100% and holds for small groups too. Wilson (1927).',
    },
    newcombe: {
      name: 'Newcombe interval',
      text: 'The 95% interval of the difference of two shares, built from their Wilson intervals. Where it contains zero, the difference may be chance. Newcombe (1998), method 10.',
    },
    bootstrap: {
      name: 'Bootstrap interval',
      text: 'The 95% interval of a mean or of a ratio of sums: customers are drawn again and again at random, and the figure is calculated for each draw. The seed is fixed, so the same data always give the same interval. Efron (1979).',
    },
    kaplanMeier: {
      name: 'Kaplan–Meier curve',
      text: 'The share of customers who have ordered again by a day, with those who have not yet done so counted for as long as they were observed. Its 95% band follows Greenwood’s formula on the log-log scale. Kaplan & Meier (1958).',
    },
    rfm: {
      name: 'Recency, frequency, monetary value (RFM)',
      text: 'R is the number of days from a customer’s last order to the as-of day, F the number of orders, M their net revenue, each within the look-back window. The median and means of a segment are over its customers.',
    },
    rfmScore: {
      name: 'Score',
      text: 'From 1 to 5, 5 is best: one more than the number of the four cut points that the value is strictly better than (below for R, above for F and M). So customers with the same value always share a score; where most bought once, they have F = 1. The cut points are the fifths of the customers’ values, or the user’s own.',
      formula: '1 + cut points that the value is strictly better than',
    },
    segment: {
      name: 'Segment',
      text: 'A set of cells of R against FM, the mean of F and M rounded half up. Each of the 25 cells belongs to exactly one segment, so every scored customer is in exactly one. Shares are of the scored customers, with a Wilson interval.',
      formula: 'FM = (F + M) ÷ 2, rounded half up',
    },
    segmentMovement: {
      name: 'Movement between segments',
      text: 'Each customer’s segment on two days, each scored by what was known on that day. With each day’s own cut points a score is a place among the customers of that day; with the first day’s, a score means the same values on both. Someone without an order by the earlier day is not yet a customer.',
    },
  },
};
