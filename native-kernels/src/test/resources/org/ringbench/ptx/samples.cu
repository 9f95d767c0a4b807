#include <cstdint>
typedef unsigned long long u64;
struct GemmArgs { const u64* a; const u64* b; u64* c; int m, n, k; };
// 64x64x8 tiles, 256 threads, 4x4 each
extern "C" __global__ void __launch_bounds__(256) gemm64(const GemmArgs g) {
  __shared__ u64 As[8][64+2]; __shared__ u64 Bs[8][64];
  int tid=threadIdx.x, tx=tid&15, ty=tid>>4; int row0=blockIdx.y*64, col0=blockIdx.x*64;
  u64 acc[4][4]={};
  for(int k0=0;k0<g.k;k0+=8){
    for(int s=0;s<2;s++){int t=tid+s*256; int r=t>>3,c=t&7; As[c][r]=(row0+r<g.m&&k0+c<g.k)?g.a[(size_t)(row0+r)*g.k+k0+c]:0;
      int br=t>>6, bc=t&63; Bs[br][bc]=(k0+br<g.k&&col0+bc<g.n)?g.b[(size_t)(k0+br)*g.n+col0+bc]:0;}
    __syncthreads();
#pragma unroll
    for(int kk=0;kk<8;kk++){u64 x[4],y[4];
#pragma unroll
      for(int i=0;i<4;i++){x[i]=As[kk][ty*4+i];y[i]=Bs[kk][tx+16*i];}
#pragma unroll
      for(int i=0;i<4;i++)
#pragma unroll
        for(int j=0;j<4;j++)acc[i][j]+=x[i]*y[j];}
    __syncthreads();
  }
  for(int i=0;i<4;i++)for(int j=0;j<4;j++){int r=row0+ty*4+i,c=col0+tx+16*j; if(r<g.m&&c<g.n)g.c[(size_t)r*g.n+c]=acc[i][j];}
}
// one warp: C(16x8) u8 mma with cp.async + ldmatrix
struct MmaArgs { const unsigned char* a; const unsigned char* b; unsigned* c; int k; };
extern "C" __global__ void mma8(const MmaArgs g){
  __shared__ __align__(16) unsigned char As[2][16*32]; __shared__ __align__(16) unsigned char Bs[2][8*32];
  int lane=threadIdx.x; unsigned d[4]={0,0,0,0};
  auto load=[&](int buf,int k0){
    unsigned sa=(unsigned)__cvta_generic_to_shared(&As[buf][lane*16]); const unsigned char*ga=g.a+(size_t)(lane>>1)*g.k+k0+(lane&1)*16;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;"::"r"(sa),"l"(ga):"memory");
    unsigned sb=(unsigned)__cvta_generic_to_shared(&Bs[buf][lane*8]); const unsigned char*gb=g.b+(size_t)(lane>>2)*g.k+k0+(lane&3)*8;
    asm volatile("cp.async.ca.shared.global [%0], [%1], 8;"::"r"(sb),"l"(gb):"memory");
    asm volatile("cp.async.commit_group;":::"memory");};
  load(0,0);
  for(int k0=0,buf=0;k0<g.k;k0+=32,buf^=1){
    if(k0+32<g.k)load(buf^1,k0+32); else asm volatile("cp.async.commit_group;":::"memory");
    asm volatile("cp.async.wait_group 1;":::"memory"); __syncthreads();
    unsigned a0,a1,a2,a3,b0,b1;
    unsigned pa=(unsigned)__cvta_generic_to_shared(&As[buf][(lane&15)*32+(lane>>4)*16]);
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];":"=r"(a0),"=r"(a1),"=r"(a2),"=r"(a3):"r"(pa));
    unsigned pb=(unsigned)__cvta_generic_to_shared(&Bs[buf][(lane&7)*32+((lane>>3)&1)*16]);
    asm volatile("ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%0,%1}, [%2];":"=r"(b0),"=r"(b1):"r"(pb));
    asm volatile("mma.sync.aligned.m16n8k32.row.col.s32.u8.u8.s32 {%0,%1,%2,%3},{%4,%5,%6,%7},{%8,%9},{%0,%1,%2,%3};":"+r"(d[0]),"+r"(d[1]),"+r"(d[2]),"+r"(d[3]):"r"(a0),"r"(a1),"r"(a2),"r"(a3),"r"(b0),"r"(b1));
    __syncthreads();
  }
  int r=lane>>2,c=(lane&3)*2; g.c[r*8+c]=d[0];g.c[r*8+c+1]=d[1];g.c[(r+8)*8+c]=d[2];g.c[(r+8)*8+c+1]=d[3];
}
struct ScaleArgs{u64*p;long n;};
extern "C" __global__ void scale(const ScaleArgs a){ for(long i=blockIdx.x*(long)blockDim.x+threadIdx.x;i<a.n;i+=(long)gridDim.x*blockDim.x){__int128 t=(__int128)(long)a.p[i]*12345; t>>=7; a.p[i]=(u64)t + (u64)(t>>64);} }
