package understudy.monitor;

/** Hears nothing; a test overrides what it wants to hear. */
class DeafEars implements BoardEars {

    @Override
    public void state(ClusterState state) {
    }

    @Override
    public void changed(ClusterChanged change) {
    }

    @Override
    public void diagnosed(DiagnosisChanged change) {
    }

    @Override
    public void troubled(String cluster) {
    }
}
