/** Six customers whose scores the golden test does by hand: as of 2024-07-01 a is 4 5 4, b 4 1 1, c 3 1 1, d 2 4 5, e 1 1 1, f 1 1 3. */
export const SIX_CUSTOMERS = `order_id,date,customer_id,product_id,quantity,unit_price,channel
a1,2024-05-01,a,tea,1,1.00,online
a2,2024-06-01,a,tea,1,1.00,store
a3,2024-06-21,a,cup,1,1.00,online
b1,2024-06-21,b,tea,1,1.00,online
c1,2024-06-11,c,tea,1,1.00,store
d1,2024-05-01,d,mug,1,4.00,online
d2,2024-06-01,d,tea,1,1.00,online
e1,2024-05-22,e,tea,1,1.00,store
f1,2024-05-12,f,cup,1,2.00,online
`;
