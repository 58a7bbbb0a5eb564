import { parseLines } from './line-table.ts';

/** A shop of four customers, small enough to do the sums by hand; money in minor units. What each line is there for:
 *  A1 first second of January, two lines · B1 last second of January · A2, A3 leap day, two orders on one day, A2 with a refund of its
 *  own · G1 no customer · A2C gives back A2’s tea in the next month · B12C gives back B2’s two teas and B1’s one, in full · X1
 *  cancelled, T1 test, Z1 without value · DC gives back what was never sold, before its customer’s first order · D1 last second of
 *  March · C2 with one line of two cancelled · A4 after the as-of day used below. */
export const SHOP = parseLines(`
order,customer,moment,product,quantity,net,refund,cost,status,channel
A1,ann,2024-01-01T00:00:00,tea,2,1000,,400,,web
A1,ann,2024-01-01T00:00:00,cup,1,500,,200,,web
B1,bob,2024-01-31T23:59:59,tea,1,500,,200,,shop
C1,cid,2024-02-10T12:00:00,tea,3,1500,,600,,web
G1,,2024-02-15T12:00:00,tea,1,700,,300,,shop
A2,ann,2024-02-29T08:00:00,tea,1,600,100,240,,web
A3,ann,2024-02-29T20:00:00,cup,1,500,,200,,shop
B2,bob,2024-03-05T09:00:00,tea,2,1000,,400,,web
A2C,ann,2024-03-10T09:00:00,tea,-1,-250,,,credit,web
DC,dan,2024-03-15T09:00:00,mug,-1,-300,,,credit,web
X1,cid,2024-03-20T09:00:00,cup,1,800,,300,cancelled,web
Z1,cid,2024-03-21T09:00:00,cup,1,0,,100,,web
D1,dan,2024-03-31T23:59:59,tea,1,500,,200,,web
C2,cid,2024-04-01T00:00:00,tea,1,500,,200,,web
C2,cid,2024-04-01T00:00:00,cup,1,500,,200,cancelled,web
B12C,bob,2024-04-02T09:00:00,tea,-3,-1500,,,credit,web
T1,ann,2024-04-03T09:00:00,tea,1,900,,300,test,web
A4,ann,2024-04-20T09:00:00,cup,1,500,,200,,web
`);

/** The day as of which the sums are done, unless a test says otherwise. */
export const AS_OF = '2024-04-10';
