import { openStore } from '../packages/server/src/store/open.ts';
import { startCluster } from '../packages/server/test/support/postgres-cluster.ts';
import { aState, aSubmission, anEntry, aDelivery } from '../packages/server/test/store/fixtures.ts';
import { postgresFloor, measure, type Floor } from './store-floor.ts';
const show=(l:string,f:Floor)=>{const t=f.times.sort((a,b)=>a-b);console.log(l.padEnd(28),`${f.perSecond|0} tx/s p50 ${t[t.length/2|0]!.toFixed(2)} p99 ${t[t.length*.99|0]!.toFixed(2)}`);};
const c = await startCluster(undefined,{durable:true});
const s = await openStore(c.url);
const n=1500;
for (const callers of [1,32]) for (const k of ['a','b','c']) {
  show(`floor ${callers}`, await postgresFloor(c.url,n,callers));
  show(`submit ${callers}`, await measure(n,callers,(id)=>s.requests.submit({state:aState(k+id),submission:aSubmission()},{entries:[anEntry('e'+id,id)],deliveries:[aDelivery('d'+k+id,{request:id})]})));
  show(`change ${callers}`, await measure(n,callers,(id)=>s.requests.change(k+id,({state})=>({state:{...state,status:'approved'},entries:[anEntry('f'+id,id)],deliveries:[aDelivery('g'+k+id,{request:id})],result:1}))));
  process.env.NONOTIFY='1';
  show(`change ${callers} no notify`, await measure(n,callers,(id)=>s.requests.change(k+id,({state})=>({state:{...state,status:'approved'},entries:[anEntry('f'+id,id)],deliveries:[aDelivery('h'+k+id,{request:id})],result:1}))));
  delete process.env.NONOTIFY;
}
await s.close(); await c.stop();
