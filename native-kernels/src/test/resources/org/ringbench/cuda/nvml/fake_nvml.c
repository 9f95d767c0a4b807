/* A libnvidia-ml of two GPUs, for NvmlTest. The second knows little, as an old driver's would. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, UNINITIALIZED = 1, INVALID = 2, NOT_SUPPORTED = 3, NOT_LOADED = 9 };

struct device { int index; };
static struct device devices[2] = {{0}, {1}};
static int started = 0;

int nvmlInit_v2(void) {
#ifdef DRIVER_NOT_LOADED
  return NOT_LOADED;
#else
  started++;
  return OK;
#endif
}

int nvmlShutdown(void) {
  started--;
  return OK;
}

/* Whether every start was ended: not part of NVML. */
int fakeStarted(void) { return started; }

const char* nvmlErrorString(int status) {
  return status == NOT_LOADED ? "Driver Not Loaded" : "Some Error";
}

static int put(char* out, unsigned length, const char* text) {
  if (!started) return UNINITIALIZED;
  if (strlen(text) + 1 > length) return INVALID;
  strcpy(out, text);
  return OK;
}

static int number(unsigned* out, unsigned value) {
  if (!started) return UNINITIALIZED;
  *out = value;
  return OK;
}

int nvmlSystemGetDriverVersion(char* out, unsigned length) { return put(out, length, "550.54.15"); }
int nvmlSystemGetCudaDriverVersion_v2(unsigned* out) { return number(out, 12040); }
int nvmlDeviceGetCount_v2(unsigned* out) { return number(out, 2); }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, struct device** out) {
  if (index > 1) return INVALID;
  *out = &devices[index];
  return OK;
}

int nvmlDeviceGetName(struct device* d, char* out, unsigned length) {
  return put(out, length, d->index ? "Old GPU" : "NVIDIA A100-SXM4-40GB");
}

static int modern(struct device* d, unsigned* out, unsigned value) {
  return d->index ? NOT_SUPPORTED : number(out, value);
}

int nvmlDeviceGetClockInfo(struct device* d, int type, unsigned* out) {
  return modern(d, out, type == 1 ? 1275 : type == 2 ? 1215 : 9);
}

int nvmlDeviceGetMaxClockInfo(struct device* d, int type, unsigned* out) {
  return modern(d, out, type == 1 ? 1410 : type == 2 ? 1593 : 9);
}

int nvmlDeviceGetTemperature(struct device* d, int sensor, unsigned* out) {
  return sensor == 0 ? modern(d, out, 61) : INVALID;
}

int nvmlDeviceGetPowerUsage(struct device* d, unsigned* out) { return modern(d, out, 312500); }
int nvmlDeviceGetEnforcedPowerLimit(struct device* d, unsigned* out) { return modern(d, out, 400000); }
int nvmlDeviceGetPersistenceMode(struct device* d, unsigned* out) { return modern(d, out, 1); }

/* The newer name, nvmlDeviceGetCurrentClocksEventReasons, is absent unless asked for. */
#ifdef EVENT_REASONS
#define nvmlDeviceGetCurrentClocksThrottleReasons nvmlDeviceGetCurrentClocksEventReasons
#endif
int nvmlDeviceGetCurrentClocksThrottleReasons(struct device* d, unsigned long long* out) {
  if (d->index) return NOT_SUPPORTED;
  *out = 0x4 | 0x40 | (1ULL << 40);
  return OK;
}

int nvmlDeviceGetMemoryInfo(struct device* d, unsigned long long* out) {
  if (d->index) return NOT_SUPPORTED;
  out[0] = 42949672960ULL;
  out[1] = 42000000000ULL;
  out[2] = 949672960ULL;
  return OK;
}

int nvmlDeviceGetCudaComputeCapability(struct device* d, int* major, int* minor) {
  if (d->index) return NOT_SUPPORTED;
  *major = 8;
  *minor = 0;
  return OK;
}
