import os,time
os.environ["DATA_DIR"]="/tmp/sp/ex"
from indicators.figures import current_figures,Figures
from indicators.registry import INDICATORS
from indicators.tables import indicator_table
f=current_figures(); f.regions; f.areas; f.receipts
indicator_table(f,"ww",None,["PV20"])
import sys
for k in INDICATORS if len(sys.argv)<2 else []:
    g=Figures(f.versions,f.version)
    c=time.process_time(); l=indicator_table(g,k,None,["AM37"]); b=time.process_time()-c
    c=time.process_time(); t=indicator_table(g,k); a=time.process_time()-c
    print(f"{k:30} whole {1000*a:6.0f} ms {len(t):6} rows local {1000*b:6.0f} {len(l)}")
import cProfile,pstats
g=Figures(f.versions,f.version)
p=cProfile.Profile(); p.enable()
for k in ("vestigingen","vacatures-aandeel-focus","werknemersbanen","bijstand","woon-werkbalans"): indicator_table(g,k,None,["AM37"])
p.disable()
pstats.Stats(p).sort_stats("tottime").print_stats(25)
pstats.Stats(p).sort_stats("cumtime").print_stats(60)
