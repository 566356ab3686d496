import { openStore } from '../packages/server/src/store/open.ts';
import { aState, aSubmission, anEntry, aDelivery } from '../packages/server/test/store/fixtures.ts';
import { sqliteFloor, measure } from './store-floor.ts';
const cpu=async(l:string,n:number,f:()=>Promise<unknown>)=>{const a=process.cpuUsage();await f();const b=process.cpuUsage(a);console.log(l,((b.user)/n).toFixed(0),'us user',((b.system)/n).toFixed(0),'us sys per op');};
const n=8000;
await cpu('floor',n,()=>sqliteFloor('/tmp/zzf.db',n));
const s = await openStore('sqlite::memory:');
for (const k of ['a','b']) {
await cpu('submit',n,()=>measure(n,1,(id)=>s.requests.submit({state:aState(k+id),submission:aSubmission()},{entries:[anEntry('e'+k+id,id)],deliveries:[aDelivery('d'+k+id,{request:id})]})));
await cpu('change',n,()=>measure(n,1,(id)=>s.requests.change(k+id,({state})=>({state:{...state,status:'approved'},entries:[anEntry('f'+id,id)],deliveries:[aDelivery('g'+k+id,{request:id})],result:1}))));
}
await s.close();
