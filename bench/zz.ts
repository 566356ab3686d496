import { openStore } from '../packages/server/src/store/open.ts';
import { startCluster } from '../packages/server/test/support/zzcluster.ts';
import { aState, aSubmission, anEntry, aDelivery } from '../packages/server/test/store/fixtures.ts';
import { sqliteFloor, postgresFloor, measure, type Floor } from './store-floor.ts';
import { rmSync } from 'node:fs';
const show=(l:string,f:Floor)=>{const t=f.times.sort((a,b)=>a-b);console.log(l.padEnd(28),`${f.perSecond|0} tx/s p50 ${t[t.length/2|0]!.toFixed(2)} p99 ${t[t.length*.99|0]!.toFixed(2)}`);};
for (const f of ['','-wal','-shm']) rmSync('/tmp/zzb.db'+f,{force:true});
const c = process.env.PGURL ? {url:process.env.PGURL, stop: async()=>{}} : await startCluster();
const only = process.argv[2];
for (const kind of ['sqlite','postgres'].filter(k=>!only||k===only)) {
  const n = kind==='sqlite'?4000:2000;
  for (const callers of [1,32]) {
    show(`${kind} floor ${callers}`, kind==='sqlite'? await sqliteFloor('/tmp/zzf.db',n): await postgresFloor(c.url,n,callers));
  }
  const s = await openStore(kind==='sqlite'?'sqlite:/tmp/zzb.db':c.url);
  for (const callers of [1,32]) {
    show(`${kind} submit ${callers}`, await measure(n,callers,(id)=>s.requests.submit({state:aState(id),submission:aSubmission()},{entries:[anEntry('e'+id,id)],deliveries:[aDelivery('d'+id,{request:id})]})));
    show(`${kind} change ${callers}`, await measure(n,callers,(id)=>s.requests.change(id,({state})=>({state:{...state,status:'approved'},entries:[anEntry('f'+id,id)],deliveries:[aDelivery('g'+id,{request:id})],result:1}))));
  }
  await s.close();
}
await c.stop();
