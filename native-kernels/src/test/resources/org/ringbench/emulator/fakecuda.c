/*
 * A libcuda.so.1 for tests. Each function that RingBench's use of JCuda needs forwards to a pointer
 * of the same name with an "at_" before it, which the test sets to an upcall into Java.
 */

typedef unsigned long long u64;
typedef unsigned int u32;

enum { NOT_INITIALIZED = 3 };

#define FORWARD(name, parameters, arguments) \
  int (*at_##name) parameters;               \
  int name parameters { return at_##name ? at_##name arguments : NOT_INITIALIZED; }

FORWARD(cuInit, (u32 flags), (flags))
FORWARD(cuDriverGetVersion, (int *version), (version))
FORWARD(cuDeviceGetCount, (int *count), (count))
FORWARD(cuDeviceGet, (int *device, int ordinal), (device, ordinal))
FORWARD(cuDeviceGetName, (char *name, int length, int device), (name, length, device))
FORWARD(cuDeviceTotalMem_v2, (u64 *bytes, int device), (bytes, device))
FORWARD(cuDeviceGetAttribute, (int *value, int attribute, int device), (value, attribute, device))
FORWARD(cuDevicePrimaryCtxRetain, (void **context, int device), (context, device))
FORWARD(cuDevicePrimaryCtxRelease_v2, (int device), (device))
FORWARD(cuCtxSetCurrent, (void *context), (context))
FORWARD(cuModuleLoadDataEx,
        (void **module, const void *image, u32 count, int *options, void **values),
        (module, image, count, options, values))
FORWARD(cuModuleUnload, (void *module), (module))
FORWARD(cuModuleGetFunction, (void **function, void *module, const char *name),
        (function, module, name))
FORWARD(cuFuncGetAttribute, (int *value, int attribute, void *function),
        (value, attribute, function))
FORWARD(cuFuncSetAttribute, (void *function, int attribute, int value),
        (function, attribute, value))
FORWARD(cuMemAlloc_v2, (u64 *address, u64 bytes), (address, bytes))
FORWARD(cuMemFree_v2, (u64 address), (address))
FORWARD(cuMemGetInfo_v2, (u64 *unused, u64 *total), (unused, total))
FORWARD(cuMemHostAlloc, (void **memory, u64 bytes, u32 flags), (memory, bytes, flags))
FORWARD(cuMemFreeHost, (void *memory), (memory))
FORWARD(cuMemcpyHtoDAsync_v2, (u64 target, const void *source, u64 bytes, void *stream),
        (target, source, bytes, stream))
FORWARD(cuMemcpyDtoHAsync_v2, (void *target, u64 source, u64 bytes, void *stream),
        (target, source, bytes, stream))
FORWARD(cuMemcpyDtoDAsync_v2, (u64 target, u64 source, u64 bytes, void *stream),
        (target, source, bytes, stream))
FORWARD(cuMemsetD8Async, (u64 target, unsigned char value, u64 bytes, void *stream),
        (target, value, bytes, stream))
FORWARD(cuStreamCreate, (void **stream, u32 flags), (stream, flags))
FORWARD(cuStreamDestroy_v2, (void *stream), (stream))
FORWARD(cuStreamSynchronize, (void *stream), (stream))
FORWARD(cuStreamWaitEvent, (void *stream, void *event, u32 flags), (stream, event, flags))
FORWARD(cuStreamBeginCapture_v2, (void *stream, int mode), (stream, mode))
FORWARD(cuStreamEndCapture, (void *stream, void **graph), (stream, graph))
FORWARD(cuEventCreate, (void **event, u32 flags), (event, flags))
FORWARD(cuEventDestroy_v2, (void *event), (event))
FORWARD(cuEventRecord, (void *event, void *stream), (event, stream))
FORWARD(cuEventSynchronize, (void *event), (event))
FORWARD(cuEventElapsedTime, (float *millis, void *start, void *end), (millis, start, end))
FORWARD(cuLaunchKernel,
        (void *function, u32 gridX, u32 gridY, u32 gridZ, u32 blockX, u32 blockY, u32 blockZ,
         u32 sharedBytes, void *stream, void **parameters, void **extra),
        (function, gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes, stream, parameters,
         extra))
FORWARD(cuGraphInstantiateWithFlags, (void **executable, void *graph, u64 flags),
        (executable, graph, flags))
FORWARD(cuGraphLaunch, (void *executable, void *stream), (executable, stream))
FORWARD(cuGraphDestroy, (void *graph), (graph))
FORWARD(cuGraphExecDestroy, (void *executable), (executable))
